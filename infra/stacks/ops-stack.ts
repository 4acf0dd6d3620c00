import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { COUNTERS, METRICS_NAMESPACE, METRICS_SERVICE } from '../../shared/platform/counters.ts';
import type { StageConfig } from '../config.ts';
import { raiseAlarm } from '../constructs/alarms.ts';
import { physicalName } from '../constructs/function-spec.ts';

interface Ring {
  readonly within: Duration;
  readonly above: number;
  readonly meaning: string;
}

/** The first one within a minute. */
const AT_ONCE = { within: Duration.minutes(1), above: 0 } as const;

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
    this.watchMail();
    this.watchReports();
    if (config.alarmEmail) this.alarmTopic.addSubscription(new EmailSubscription(config.alarmEmail));
  }

  /** One call makes about four webhooks: this rings when a whole call was refused, not for a passing scanner. */
  private watchSignatures(): void {
    this.ring('SignatureAlarm', COUNTERS.signatureRefused, {
      within: Duration.minutes(15),
      above: 3,
      meaning:
        'Carrier webhooks were refused for their signature: a forger, or the secret or publicUrl differs from the carrier.',
    });
  }

  /** Money that was paid and money that is booked differ: nobody waits until morning. */
  private watchPayouts(): void {
    this.ring('PayoutStoppedAlarm', COUNTERS.payoutRunStopped, {
      ...AT_ONCE,
      meaning:
        'A payout run stopped: a past period no longer agrees with its line. The run names the publisher and what differs.',
    });
  }

  /** The ledger is append only and the books follow it: either alarm means that somebody or something broke that. */
  private watchLedger(): void {
    this.ring('LedgerChangedAlarm', COUNTERS.ledgerEntryChanged, {
      ...AT_ONCE,
      meaning:
        'An entry of the ledger was changed or removed from outside. The log of billing/enter-entries says when.',
    });
    this.ring('BooksDifferAlarm', COUNTERS.booksDiffer, {
      ...AT_ONCE,
      meaning:
        'The books of account differ from a recount of the ledger. The log of billing/audit-books names the accounts.',
    });
  }

  /** One is somebody who found the calendar by themselves; many are a link that lost what it is told apart by. */
  private watchBookings(): void {
    this.ring('UnknownBookingAlarm', COUNTERS.unknownBooking, {
      within: Duration.hours(1),
      above: 10,
      meaning:
        'Calendars tell of bookings that lead to no offer: a booking link lost its reference, and meetings that publishers made go unpaid. The log of appointments/settle-appointment names the calendar.',
    });
  }

  /** One is an address that no mail may go to; many are the account's own trouble. A sender that is not verified rings at once: its letters fail. */
  private watchMail(): void {
    this.ring('MailRefusedAlarm', COUNTERS.mailRefused, {
      within: Duration.hours(1),
      above: 10,
      meaning:
        'SES refuses letters for good: the account is in its sandbox, where each recipient must be verified, or what is sent is taken for harmful. The log of reporting/send-reports names the schedules.',
    });
  }

  /** The stream leaves such an item to its dead letters, which ring once; this goes on each night until it can be read. */
  private watchReports(): void {
    this.ring('FactUnreadableAlarm', COUNTERS.factUnreadable, {
      ...AT_ONCE,
      meaning:
        'Reports leave out what an item of the outcomes tells, since they can not read it. The log of reporting/rebuild-facts names the items; the others are counted.',
    });
  }

  /** An alarm on what functions count: more than `above` of it within the time. */
  private ring(id: string, metricName: string, { within, above, meaning }: Ring): void {
    const metric = new Metric({
      namespace: METRICS_NAMESPACE,
      metricName,
      dimensionsMap: { service: METRICS_SERVICE },
      period: within,
      statistic: 'sum',
    });
    raiseAlarm(this, id, this.alarmTopic, { metric, above, meaning });
  }
}
