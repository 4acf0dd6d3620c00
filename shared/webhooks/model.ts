import type { EpochMs } from '../kernel/time.ts';

/** Whose events they are. Finance and operators share the network's. */
export interface Owner {
  readonly kind: 'advertiser' | 'publisher' | 'network';
  readonly id: string;
}

export const NETWORK: Owner = { kind: 'network', id: 'network' };

/** `owner`: its owner paused it; `failing`: it took nothing for three days; `gone`: it answered 410. */
export const PAUSE_REASONS = ['owner', 'failing', 'gone'] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** What a receiver and we know, encrypted at rest. */
export interface SealedSecret {
  readonly sealed: string;
  /** Signs until then beside the newer one; for ever when absent. */
  readonly untilMs?: EpochMs | undefined;
}

/** How a receiver has fared since it last took something; absent while all is well. */
export interface Trouble {
  readonly sinceMs: EpochMs;
  /** One after the other, without a success between them. */
  readonly failures: number;
  /** Nothing is sent before. */
  readonly retryAtMs: EpochMs;
}

/** A place that is told of events: a `webhook` gets signed JSON, a `postback` a URL with the event's words in it. */
export interface Webhook {
  readonly webhookId: string;
  readonly owner: Owner;
  readonly name: string;
  readonly kind: 'webhook' | 'postback';
  /** A template with macros for a postback. */
  readonly url: string;
  readonly method: 'POST' | 'GET';
  /** Types of events, `outcome.*` or `*`. */
  readonly events: readonly string[];
  readonly paused?: { readonly because: PauseReason; readonly atMs: EpochMs } | undefined;
  /** Newest first; none for a postback. */
  readonly secrets: readonly SealedSecret[];
  readonly trouble?: Trouble | undefined;
  readonly createdAtMs: EpochMs;
  /** Rises with each change by its owner: a change made on an old reading is refused. */
  readonly version: number;
}

export const MAX_WEBHOOKS_PER_OWNER = 20;

/** Whether a list such as `['outcome.*', 'dispute.opened']` has the type in it. */
export const wants = (events: readonly string[], type: string): boolean =>
  events.some((each) => each === '*' || each === type || (each.endsWith('.*') && type.startsWith(each.slice(0, -1))));

/**
 * A delivery's life. `held`: its webhook is paused, and it waits for that to end. A replay begins again from anywhere, under
 * the same id.
 */
export const DELIVERY_TRANSITIONS = {
  pending: ['delivered', 'failed', 'held'],
  held: ['pending'],
  delivered: ['pending'],
  failed: ['pending'],
} as const satisfies Record<string, readonly string[]>;

export type DeliveryState = keyof typeof DELIVERY_TRANSITIONS;
export const DELIVERY_STATES = Object.keys(DELIVERY_TRANSITIONS) as [DeliveryState, ...DeliveryState[]];

/** Something that happened, as one owner is told of it. */
export interface OwnedEvent {
  /** Deterministic: the same happening has the same id for the same owner, however often a stream repeats it. */
  readonly eventId: string;
  readonly owner: Owner;
  readonly type: string;
  /** Events of one object reach a webhook in the order in which they happened. */
  readonly objectId: string;
  readonly atMs: EpochMs;
  readonly data: Readonly<Record<string, unknown>>;
}

/** One try, as the log shows it: masked and cut when it is made. */
export interface Attempt {
  readonly atMs: EpochMs;
  readonly tookMs: number;
  readonly method: string;
  readonly url: string;
  readonly status?: number | undefined;
  /** Why no answer came. */
  readonly failure?: string | undefined;
  /** A few of the answer's, by name in lower case. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly answer?: string | undefined;
}

/** One event for one webhook. */
export interface Delivery {
  readonly webhookId: string;
  readonly owner: Owner;
  readonly eventId: string;
  readonly type: string;
  readonly objectId: string;
  readonly atMs: EpochMs;
  /** The same bytes at every try and in every replay. */
  readonly body: string;
  readonly state: DeliveryState;
  /** When it is tried next; pending ones only. */
  readonly nextAtMs?: EpochMs | undefined;
  /** When its tries began: it is given up so many days after. */
  readonly sinceMs: EpochMs;
  readonly tries: number;
  /** The last ones. */
  readonly attempts: readonly Attempt[];
}

/** What the log keeps of the tries of one delivery. */
export const MAX_ATTEMPTS_KEPT = 20;

/** Where a delivery is found. */
export interface DeliveryRef {
  readonly owner: Owner;
  readonly webhookId: string;
  readonly objectId: string;
  readonly atMs: EpochMs;
  readonly eventId: string;
}

export const refOf = ({ owner, webhookId, objectId, atMs, eventId }: DeliveryRef): DeliveryRef => ({
  owner,
  webhookId,
  objectId,
  atMs,
  eventId,
});

/** How the API names a delivery: unique within its webhook, and it tells the time. */
export const deliveryIdOf = ({ atMs, eventId }: Pick<Delivery, 'atMs' | 'eventId'>): string => `${atMs}.${eventId}`;

/** Undefined for a text that is no delivery's id. */
export function parseDeliveryId(deliveryId: string): Pick<Delivery, 'atMs' | 'eventId'> | undefined {
  const parts = /^(\d{1,15})\.(evt_[A-Za-z0-9_-]{1,40})$/.exec(deliveryId);
  return parts?.[1] && parts[2] ? { atMs: Number(parts[1]), eventId: parts[2] } : undefined;
}
