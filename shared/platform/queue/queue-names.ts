/** The queues between the verbs. */
export const QUEUE_NAMES = [
  'call-events',
  'call-sweeps',
  'appointment-events',
  'leads',
  'crm',
  'outcomes',
  'late-truth',
  'payout-lines',
  'adjustments',
  'webhook-deliveries',
] as const;

export type QueueName = (typeof QUEUE_NAMES)[number];

export interface QueueUrls {
  readonly url: string;
  readonly deadUrl: string;
}
