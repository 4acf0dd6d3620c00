import { deterministicId } from '../kernel/ids.ts';
import { Problem } from '../kernel/problem.ts';
import type { EpochMs } from '../kernel/time.ts';

/** Who may bring outcomes to an offer: every publisher of the network, or those that asked and were let in. */
export const JOINING = ['open', 'on-request'] as const;
export type Joining = (typeof JOINING)[number];

/** A request's life. A decision may be thought over; who was declined may ask again after a while. */
export const JOIN_TRANSITIONS = {
  asked: ['approved', 'declined'],
  approved: ['declined'],
  declined: ['approved', 'asked'],
} as const satisfies Record<string, readonly string[]>;

export type JoinState = keyof typeof JOIN_TRANSITIONS;
export const JOIN_STATES = Object.keys(JOIN_TRANSITIONS) as [JoinState, ...JoinState[]];

/** What was decided last. */
export interface JoinDecision {
  readonly by: 'advertiser' | 'operator';
  readonly atMs: EpochMs;
  /** Told to the publisher. */
  readonly reason?: string | undefined;
}

/** A publisher asks to bring outcomes to an offer: once for each, decided by its advertiser or the network. */
export interface JoinRequest {
  readonly joinRequestId: string;
  readonly offerId: string;
  readonly advertiserId: string;
  readonly publisherId: string;
  /** The offer's name as it was then; not kept of requests that are older than this. */
  readonly offerName?: string | undefined;
  /** What the advertiser is told of who asks, as it was then. */
  readonly publisherName: string;
  readonly pages: readonly string[];
  readonly note: string;
  readonly state: JoinState;
  readonly askedAtMs: EpochMs;
  readonly decision?: JoinDecision | undefined;
  /** Rises with each change: a decision made on an old reading is refused. */
  readonly version: number;
}

export const joinRequestIdOf = (offerId: string, publisherId: string): string =>
  deterministicId('join', offerId, publisherId);

/** @throws Problem `conflict` when the table has no such transition */
export function moveJoin(request: JoinRequest, state: JoinState): JoinRequest {
  const allowed: readonly string[] = JOIN_TRANSITIONS[request.state];
  if (!allowed.includes(state)) {
    throw new Problem('conflict', `request ${request.joinRequestId} is ${request.state} and can not become ${state}`);
  }
  return { ...request, state, version: request.version + 1 };
}

/** Of an offer. */
interface Joined {
  readonly joining?: Joining | undefined;
}

/** Of a publisher's deal on it. */
interface Agreed {
  readonly ended?: boolean | undefined;
}

/**
 * Whether a publisher may bring outcomes to an offer now. An approval is a deal (ADR 0038), and whoever opens an outcome reads
 * the deal anyway: nothing is looked up for this.
 */
export const mayWork = ({ joining }: Joined, deal: Agreed | undefined): boolean =>
  joining !== 'on-request' || (deal !== undefined && deal.ended !== true);

/** @throws Problem `forbidden` for a publisher that was not let in */
export function refuseUnjoined(offer: Joined, deal: Agreed | undefined): void {
  if (mayWork(offer, deal)) return;
  throw new Problem('forbidden', 'this offer is joined on request, and this publisher is not approved for it');
}
