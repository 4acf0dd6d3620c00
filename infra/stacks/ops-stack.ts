import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { COUNTERS, METRICS_NAMESPACE, METRICS_SERVICE } from '../../shared/platform/counters.ts';
import type { StageConfig } from '../config.ts';
import { raiseAlarm } from '../constructs/alarms.ts';
import { physicalName } from '../constructs/function-spec.ts';

/** Where alarms go. Everything else depends on it, so it depends on nothing. */
export class OpsStack extends Stack {
  readonly alarmTopic: Topic;

  constructor(scope: Construct, id: string, config: StageConfig, props: StackProps) {
    super(scope, id, props);
    this.alarmTopic = new Topic(this, 'Alarms', { topicName: physicalName(config.stage, 'alarms'), enforceSSL: true });
    this.watchSignatures();
    this.watchPayouts();
    this.watchLedger();
    this.watchBookings();
    if (config.alarmEmail) this.alarmTopic.addSubscription(new EmailSubscription(config.alarmEmail));
  }

  /** One call makes about four webhooks: this rings when a whole call was refused, not for a passing scanner. */
  private watchSignatures(): void {
    const metric = new Metric({
      namespace: METRICS_NAMESPACE,
      metricName: COUNTERS.signatureRefused,
      dimensionsMap: { service: METRICS_SERVICE },
      period: Duration.minutes(15),
      statistic: 'sum',
    });
    raiseAlarm(this, 'SignatureAlarm', this.alarmTopic, {
      metric,
      above: 3,
      meaning:
        'Carrier webhooks were refused for their signature: a forger, or the secret or publicUrl differs from the carrier.',
    });
  }
  /** Money that was paid and money that is booked differ: nobody waits until morning. */
  private watchPayouts(): void {
    const metric = new Metric({
      namespace: METRICS_NAMESPACE,
      metricName: COUNTERS.payoutRunStopped,
      dimensionsMap: { service: METRICS_SERVICE },
      period: Duration.minutes(1),
      statistic: 'sum',
    });
    raiseAlarm(this, 'PayoutStoppedAlarm', this.alarmTopic, {
      metric,
      above: 0,
      meaning:
        'A payout run stopped: a past period no longer agrees with its line. The run names the publisher and what differs.',
    });
  }

  /** The ledger is append only and the books follow it: either alarm means that somebody or something broke that. */
  private watchLedger(): void {
    this.ringAtOnce(
      'LedgerChangedAlarm',
      COUNTERS.ledgerEntryChanged,
      'An entry of the ledger was changed or removed from outside. The log of billing/enter-entries says when.',
    );
    this.ringAtOnce(
      'BooksDifferAlarm',
      COUNTERS.booksDiffer,
      'The books of account differ from a recount of the ledger. The log of billing/audit-books names the accounts.',
    );
  }

  /** One is somebody who found the calendar by themselves; many are a link that lost what it is told apart by. */
  private watchBookings(): void {
    const metric = new Metric({
      namespace: METRICS_NAMESPACE,
      metricName: COUNTERS.unknownBooking,
      dimensionsMap: { service: METRICS_SERVICE },
      period: Duration.hours(1),
      statistic: 'sum',
    });
    raiseAlarm(this, 'UnknownBookingAlarm', this.alarmTopic, {
      metric,
      above: 10,
      meaning:
        'Calendars tell of bookings that lead to no offer: a booking link lost its reference, and meetings that publishers made go unpaid. The log of appointments/settle-appointment names the calendar.',
    });
  }

  private ringAtOnce(id: string, metricName: string, meaning: string): void {
    const metric = new Metric({
      namespace: METRICS_NAMESPACE,
      metricName,
      dimensionsMap: { service: METRICS_SERVICE },
      period: Duration.minutes(1),
      statistic: 'sum',
    });
    raiseAlarm(this, id, this.alarmTopic, { metric, above: 0, meaning });
  }
}
