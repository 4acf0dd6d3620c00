/** Namespace and `service` dimension of the counters below: the alarms in infra/ ask CloudWatch by the same words. */
export const METRICS_NAMESPACE = 'Callbourse';
export const METRICS_SERVICE = 'callbourse';

/** What is counted besides what AWS counts itself. */
export const COUNTERS = {
  /** A carrier webhook whose signature is missing or wrong was answered 403. */
  signatureRefused: 'SignatureRefused',
  /** A past period no longer agrees with its line, so a payout run stopped. */
  payoutRunStopped: 'PayoutRunStopped',
  /** A call came in on a number that nobody here has; the caller was told so, and nothing was stored. */
  unknownNumber: 'UnknownNumber',
  /** A calendar told of a booking that no reference of ours leads to: somebody booked there by themselves. */
  unknownBooking: 'UnknownBooking',
  /** A carrier told something new of a call that was already judged. */
  lateEvent: 'LateEvent',
  /** The stream of the ledger told of an entry that was changed or removed: nothing of ours does that. */
  ledgerEntryChanged: 'LedgerEntryChanged',
  /** The books of account differ from a recount of the ledger. */
  booksDiffer: 'BooksDiffer',
  /** The mail service refused a letter for good: this recipient gets none of it. */
  mailRefused: 'MailRefused',
  /** A rebuild of the reports passed over an item of the outcomes that it can't read: what it tells is counted nowhere. */
  factUnreadable: 'FactUnreadable',
} as const;

export type CounterName = (typeof COUNTERS)[keyof typeof COUNTERS];
