/** Namespace and `service` dimension of the counters below: the alarms in infra/ ask CloudWatch by the same words. */
export const METRICS_NAMESPACE = 'Callbourse';
export const METRICS_SERVICE = 'callbourse';

/** What is counted besides what AWS counts itself. */
export const COUNTERS = {
  /** A carrier webhook whose signature is missing or wrong was answered 403. */
  signatureRefused: 'SignatureRefused',
} as const;

export type CounterName = (typeof COUNTERS)[keyof typeof COUNTERS];
