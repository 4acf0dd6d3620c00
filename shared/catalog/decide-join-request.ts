import { notFound, Problem } from '../kernel/problem.ts';
import { invariant } from '../kernel/result.ts';
import type { Clock } from '../kernel/time.ts';
import type { Principal } from '../platform/http/principal.ts';
import { type JoinRequest, moveJoin } from './joining.ts';
import type { Deal } from './model.ts';
import type { DealStore, JoinRequestStore, OfferStore } from './ports.ts';

export interface DecideJoinDeps {
  readonly offers: Pick<OfferStore, 'current'>;
  readonly deals: Pick<DealStore, 'current'>;
  readonly joinRequests: Pick<JoinRequestStore, 'get' | 'decide'>;
  readonly clock: Clock;
}

export interface WantedDecision {
  readonly decision: 'approved' | 'declined';
  readonly reason?: string | undefined;
}

type Decider = Pick<Principal, 'role' | 'subjectId'>;

/** Revisions and deals of the same offer may come in between, but not many. */
const TRIES = 3;

/**
 * Lets a publisher into an offer, or says why not, on the reading of the request that the caller saw. Request and deal change
 * together: whoever was let in has a deal, by the offer's own terms where nothing else was agreed; whoever was let in and is
 * declined later has one that ended. What was opened before goes on under its terms.
 *
 * @throws Problem `not-found` for a request for another's offer, `stale` when somebody else was faster, `conflict` for what it is
 *   already
 */
export async function decideJoinRequest(
  deps: DecideJoinDeps,
  decider: Decider,
  joinRequestId: string,
  seenVersion: number,
  { decision, reason }: WantedDecision,
): Promise<JoinRequest> {
  const { offers, deals, joinRequests, clock } = deps;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const request = await ownRequest(joinRequests, decider, joinRequestId);
    if (request.version !== seenVersion) {
      throw new Problem('stale', `version ${request.version} is current, not ${seenVersion}`);
    }
    const { offerId, publisherId } = request;
    const [head, deal] = await Promise.all([offers.current(offerId), deals.current(offerId, publisherId)]);
    invariant(head, 'offers never go');
    const atMs = clock.nowMs();
    const by = decider.role === 'operator' ? 'operator' : 'advertiser';
    const decided = { ...moveJoin(request, decision), decision: { by, atMs, reason } } as const;
    const agreed = agreedBy(decided, deal, atMs);
    if ((await joinRequests.decide(request, decided, head, agreed)) === 'decided') return decided;
  }
  throw new Problem('stale', 'the request or the offer changed meanwhile: read it again');
}

async function ownRequest(
  joinRequests: Pick<JoinRequestStore, 'get'>,
  { role, subjectId }: Decider,
  joinRequestId: string,
): Promise<JoinRequest> {
  const request = await joinRequests.get(joinRequestId);
  const isOwn = role === 'operator' || (role === 'advertiser' && request?.advertiserId === subjectId);
  if (!request || !isOwn) throw notFound(`request ${joinRequestId}`);
  return request;
}

/** The deal that follows from a decision; undefined where the one that stands says it already. */
function agreedBy(
  { offerId, publisherId, state }: JoinRequest,
  deal: Deal | undefined,
  createdAtMs: number,
): Deal | undefined {
  const isEnded = deal?.ended === true;
  const { ended: _ended, ...terms } = deal ?? { offerId, publisherId, version: 0 };
  const next = { ...terms, version: terms.version + 1, createdAtMs };
  if (state === 'approved') return deal && !isEnded ? undefined : next;
  // Even where nothing was agreed yet: a price that is set later lets nobody in who was declined.
  return isEnded ? undefined : { ...next, ended: true };
}
