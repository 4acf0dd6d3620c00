import type { Page, PageRequest } from '../kernel/page.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Attempt, Delivery, DeliveryRef, DeliveryState, Owner, PauseReason, Trouble, Webhook } from './model.ts';

export interface WebhookStore {
  /**
   * False where the owner has MAX_WEBHOOKS_PER_OWNER others. Again under the same id it takes the place of the first.
   *
   * @throws Problem `unavailable` where too many are made at the same moment
   */
  create(webhook: Webhook): Promise<boolean>;
  /** Strongly consistent. */
  get(owner: Owner, webhookId: string): Promise<Webhook | undefined>;
  /** Strongly consistent, at most MAX_WEBHOOKS_PER_OWNER. */
  ofOwner(owner: Owner): Promise<readonly Webhook[]>;
  /** False when it was changed meanwhile; what deliveries note of it (`trouble`) is left as it is. */
  change(webhook: Webhook, seenVersion: number): Promise<boolean>;
  /** Clears what was noted of its failures. */
  recovered(webhook: Webhook): Promise<void>;
  /** Nothing is noted of a webhook that was changed or resumed since it was read: that try was of before. */
  failed(webhook: Webhook, trouble: Trouble): Promise<void>;
  /**
   * False when it was paused already, or is not at the version that was seen, where its owner names one; for its failures, also
   * when anybody changed or resumed it since it was read.
   */
  pause(webhook: Webhook, because: PauseReason, atMs: EpochMs, seenVersion?: number): Promise<boolean>;
  /** Ends a pause and forgets the failures. False when there was none, or it is not at the version that was seen, where one is named. */
  resume(webhook: Webhook, seenVersion?: number): Promise<boolean>;
  /** False when it is gone, or not at the version that was seen, where one is named. */
  remove(webhook: Webhook, seenVersion?: number): Promise<boolean>;
}

/** What the log lists of a delivery. */
export interface DeliverySummary extends DeliveryRef {
  readonly type: string;
  readonly state: DeliveryState;
  readonly tries: number;
  readonly lastStatus?: number | undefined;
}

export interface DeliveryFilter {
  readonly state?: DeliveryState | undefined;
  readonly type?: string | undefined;
}

export interface TimeRange {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
}

/** A delivery among those of its webhook. */
export type DeliveryName = Pick<Delivery, 'objectId' | 'atMs' | 'eventId'>;

export interface HeldDeliveries {
  readonly refs: readonly DeliveryRef[];
  /** Where to go on; undefined at the end. */
  readonly after?: DeliveryName | undefined;
}

export interface DeliveryStore {
  /** False when this event was already there for this webhook. */
  create(delivery: Delivery): Promise<boolean>;
  /** Strongly consistent. */
  get(ref: DeliveryRef): Promise<Delivery | undefined>;
  /** By how the API names it. */
  find(webhookId: string, id: Pick<Delivery, 'atMs' | 'eventId'>): Promise<Delivery | undefined>;
  /** The oldest event of the same object before this one that still waits. */
  earlierWaiting(delivery: Delivery): Promise<Delivery | undefined>;
  /** The next event of the same object that waits. */
  nextWaiting(delivery: Delivery): Promise<Delivery | undefined>;
  /** Writes what came of a try, if nobody did since it was read. */
  settle(
    delivery: Delivery,
    change: Pick<Delivery, 'state' | 'nextAtMs'> & { readonly attempt?: Attempt },
  ): Promise<boolean>;
  /** Begins again under the same id; undefined where there is no such delivery. */
  restart(ref: DeliveryRef, at: { readonly nowMs: EpochMs; readonly nextAtMs: EpochMs }): Promise<Delivery | undefined>;
  /** The same for what is held, and for nothing else. */
  release(ref: DeliveryRef, at: { readonly nowMs: EpochMs; readonly nextAtMs: EpochMs }): Promise<Delivery | undefined>;
  /** What is held for this webhook, strongly consistent: by object, so many deliveries looked through at a time. */
  held(webhookId: string, limit: number, after?: DeliveryName): Promise<HeldDeliveries>;
  remove(delivery: Delivery): Promise<void>;
  list(webhookId: string, page: PageRequest, filter?: DeliveryFilter): Promise<Page<DeliverySummary>>;
  /** Oldest first, so many at a time; `after` is the last one of the step before. */
  range(
    webhookId: string,
    range: TimeRange,
    limit: number,
    after?: Pick<Delivery, 'atMs' | 'eventId'>,
  ): Promise<readonly DeliverySummary[]>;
  /** Those whose time has come, the longest waiting first. */
  due(part: number, nowMs: EpochMs, limit: number): Promise<readonly DueDelivery[]>;
}

/** `dueMs` is the turn it was asked for: a message of an earlier turn does nothing. */
export interface DueDelivery {
  readonly ref: DeliveryRef;
  readonly dueMs: EpochMs;
}

export interface ReplayStep extends TimeRange {
  readonly owner: Owner;
  readonly webhookId: string;
  readonly states: readonly DeliveryState[];
  readonly after?: Pick<Delivery, 'atMs' | 'eventId'> | undefined;
}

export interface ReleaseStep {
  readonly owner: Owner;
  readonly webhookId: string;
  readonly after?: DeliveryName | undefined;
}

/** Queue [webhook-deliveries]. */
export interface DeliveryQueue {
  deliver(due: readonly DueDelivery[]): Promise<void>;
  replay(step: ReplayStep): Promise<void>;
  release(step: ReleaseStep): Promise<void>;
}
