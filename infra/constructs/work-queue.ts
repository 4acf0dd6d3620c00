import { Duration } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { raiseAlarm } from './alarms.ts';

/** A poison message is tried this often before it goes to the dead-letter queue. */
const MAX_RECEIVES = 5;

export interface WorkQueueProps {
  readonly queueName: string;
  /** Six times the consumer's timeout plus its batch window, as Lambda asks for. */
  readonly visibilitySeconds: number;
  /** The oldest message may wait this long before somebody is told. */
  readonly oldestSeconds: number;
  readonly alarmTopic: ITopic;
}

/** A queue, its dead-letter queue, and the two alarms that say work is stuck or lost. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    this.deadLetters = new Queue(this, 'DeadLetters', {
      queueName: `${props.queueName}-dead`,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // The longest SQS allows: time to find the cause and redrive.
      retentionPeriod: Duration.days(14),
    });
    this.queue = new Queue(this, 'Queue', {
      queueName: props.queueName,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(props.visibilitySeconds),
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVES },
    });
    this.watch(props);
  }

  private watch({ queueName, oldestSeconds, alarmTopic }: WorkQueueProps): void {
    raiseAlarm(this, 'DeadLetterAlarm', alarmTopic, {
      metric: this.deadLetters.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'max',
      }),
      above: 0,
      meaning: `${queueName}: a message failed ${MAX_RECEIVES} times. Its consumer's log says why; redrive it when that is mended.`,
    });
    raiseAlarm(this, 'AgeAlarm', alarmTopic, {
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1), statistic: 'max' }),
      above: oldestSeconds,
      periods: 3,
      meaning: `${queueName}: the oldest message has waited more than ${oldestSeconds} s; its consumer is failing or too slow.`,
    });
  }
}
