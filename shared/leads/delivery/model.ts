import type { EpochMs } from '../../kernel/time.ts';

export const FORMATS = ['json', 'form'] as const;

/** Where an advertiser takes the leads of one offer, and in which words. */
export interface DeliveryTarget {
  readonly offerId: string;
  readonly advertiserId: string;
  readonly url: string;
  readonly format: (typeof FORMATS)[number];
  /** Their name for each of ours; a field that is not named keeps its own name. `''` leaves it out. */
  readonly names?: Readonly<Record<string, string>> | undefined;
  /** What they want with each lead: a campaign's key, a list's name. */
  readonly fixed?: Readonly<Record<string, string>> | undefined;
  /** What an answer that took the lead contains, for systems that say 200 to everything. */
  readonly successText?: string | undefined;
  readonly state: 'active' | 'paused';
  /** Counts its changes; 1 when absent. */
  readonly version?: number | undefined;
}

/** `waiting → delivered | failed`, and from any of them `returned`: an advertiser may fetch a lead and give it back. */
export const DELIVERY_STATES = ['waiting', 'delivered', 'failed', 'returned'] as const;
type DeliveryState = (typeof DELIVERY_STATES)[number];

export interface Delivery {
  readonly leadId: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** Until then somebody is at it. */
  readonly busyUntilMs?: EpochMs | undefined;
  /** Why the last attempt failed: a word, never what the other side wrote. */
  readonly problem?: string | undefined;
  readonly deliveredAtMs?: EpochMs | undefined;
  /** Their own name for the lead, as they answered. */
  readonly reference?: string | undefined;
  readonly returnReason?: string | undefined;
  /** When somebody first spoke or wrote to the person, as the advertiser reports. */
  readonly firstTouchAtMs?: EpochMs | undefined;
  /** What the time until then is counted from: the delivery, or when the lead was bought where the advertiser fetched it before. */
  readonly touchFromMs?: EpochMs | undefined;
  /** Counts the writes. */
  readonly rev: number;
}

export const newDelivery = (leadId: string): Delivery => ({ leadId, state: 'waiting', attempts: 0, rev: 0 });
