import { notFound, Problem } from '../kernel/problem.ts';
import { type Clock, DAY_MS, toIso } from '../kernel/time.ts';
import { type JoinRequest, joinRequestIdOf, moveJoin } from './joining.ts';
import type { Publisher } from './model.ts';
import type { JoinRequestStore, OfferStore, PublisherStore } from './ports.ts';
import { idleReason } from './publisher-state.ts';

export interface AskToJoinDeps {
  readonly offers: Pick<OfferStore, 'current'>;
  readonly publishers: Pick<PublisherStore, 'get'>;
  readonly joinRequests: Pick<JoinRequestStore, 'get' | 'create' | 'replace'>;
  readonly clock: Clock;
}

/** Who was declined may ask again so long after: something may have changed, and nobody is asked every day. */
export const ASK_AGAIN_DAYS = 30;

/**
 * Asks for a publisher to be let into an offer. Asked before, the request that stands comes back as it is.
 *
 * @throws Problem `not-found` for an offer that publishers do not see, `forbidden` for a publisher that is not active,
 *   `conflict` for an offer that is open to all, and for one that declined it a short while ago
 */
export async function askToJoin(
  deps: AskToJoinDeps,
  publisherId: string,
  offerId: string,
  note: string,
): Promise<{ readonly request: JoinRequest; readonly isNew: boolean }> {
  const { offers, joinRequests, clock } = deps;
  const offer = (await offers.current(offerId))?.offer;
  if (offer?.state !== 'active') throw notFound('the offer');
  const { name, origins } = await activePublisher(deps, publisherId);
  const joinRequestId = joinRequestIdOf(offerId, publisherId);
  const asked = { note, offerName: offer.name, publisherName: name, pages: origins, askedAtMs: clock.nowMs() };
  const standing = await joinRequests.get(joinRequestId);
  if (standing && standing.state !== 'declined') return { request: standing, isNew: false };
  if (offer.joining !== 'on-request') throw new Problem('conflict', 'this offer is open: there is nothing to ask for');
  if (standing) return askAgain(deps, standing, asked);
  const { advertiserId } = offer;
  const request: JoinRequest = {
    ...{ joinRequestId, offerId, advertiserId, publisherId, ...asked },
    ...{ state: 'asked', version: 1 },
  };
  const created = await joinRequests.create(request);
  return { request: created ? request : await standingOf(joinRequests, joinRequestId), isNew: created };
}

async function activePublisher({ publishers }: AskToJoinDeps, publisherId: string): Promise<Publisher> {
  const publisher = await publishers.get(publisherId);
  if (!publisher) throw notFound(`publisher ${publisherId}`);
  const why = idleReason(publisher.state);
  if (why) throw new Problem('forbidden', why);
  return publisher;
}

async function askAgain(
  { joinRequests }: AskToJoinDeps,
  declined: JoinRequest,
  asked: Pick<JoinRequest, 'note' | 'offerName' | 'publisherName' | 'pages' | 'askedAtMs'>,
): Promise<{ readonly request: JoinRequest; readonly isNew: boolean }> {
  const fromMs = (declined.decision?.atMs ?? 0) + ASK_AGAIN_DAYS * DAY_MS;
  if (asked.askedAtMs < fromMs) {
    throw new Problem('conflict', `this offer declined you: you may ask again from ${toIso(fromMs)} on`);
  }
  const request = { ...moveJoin(declined, 'asked'), ...asked };
  const isNew = await joinRequests.replace(declined, request);
  return { request: isNew ? request : await standingOf(joinRequests, declined.joinRequestId), isNew };
}

async function standingOf(joinRequests: Pick<JoinRequestStore, 'get'>, joinRequestId: string): Promise<JoinRequest> {
  const standing = await joinRequests.get(joinRequestId);
  if (!standing) throw new Error(`request ${joinRequestId} was there and is not`);
  return standing;
}
