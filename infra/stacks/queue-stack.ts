import { Duration, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { QUEUE_NAMES } from '../../shared/platform/queue/queue-names.ts';
import type { StageConfig } from '../config.ts';
import { raiseAlarm } from '../constructs/alarms.ts';
import { type FunctionSpec, physicalName, type QueueName } from '../constructs/function-spec.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import { queueSpecs, visibilitySecondsOf } from './queues.ts';

/** What is on its way: the queues between the verbs. */
export class QueueStack extends Stack {
  readonly queues: Readonly<Record<QueueName, Queue>>;
  readonly deadLetters: Readonly<Record<QueueName, Queue>>;
  readonly streamFailures: Queue;

  constructor(
    scope: Construct,
    id: string,
    config: StageConfig,
    wiring: { readonly alarmTopic: ITopic; readonly specs: readonly FunctionSpec[] },
    props: StackProps,
  ) {
    super(scope, id, props);
    const made = QUEUE_NAMES.map((name) => {
      const queue = new WorkQueue(this, name, {
        queueName: physicalName(config.stage, name),
        visibilitySeconds: visibilitySecondsOf(name, wiring.specs),
        oldestSeconds: queueSpecs[name].oldestSeconds,
        alarmTopic: wiring.alarmTopic,
      });
      return [name, queue] as const;
    });
    const named = <T>(pick: (queue: WorkQueue) => T) =>
      Object.fromEntries(made.map(([name, queue]) => [name, pick(queue)])) as Record<QueueName, T>;
    this.queues = named(({ queue }) => queue);
    this.deadLetters = named(({ deadLetters }) => deadLetters);
    this.streamFailures = this.createStreamFailures(config, wiring.alarmTopic);
  }

  private createStreamFailures(config: StageConfig, alarmTopic: ITopic): Queue {
    const queue = new Queue(this, 'StreamFailures', {
      queueName: physicalName(config.stage, 'stream-failures-dead'),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is itself where failed stream records end; nothing consumes it, so nothing can fail on it.',
    });
    raiseAlarm(this, 'StreamFailuresAlarm', alarmTopic, {
      metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'max' }),
      above: 0,
      meaning:
        'A stream consumer gave up on records; the message names function, shard and range. The stream keeps them for 24 hours.',
    });
    return queue;
  }
}
