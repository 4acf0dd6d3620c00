import type { JoinRequest } from '../../catalog/joining.ts';
import { NETWORK, type OwnedEvent } from '../model.ts';
import { advertiser, publisher, toldTo } from './owned-events.ts';

/** What both sides and the network are told of a request as it stands; the same standing told twice is one event. */
export function joinEvents(request: JoinRequest): readonly OwnedEvent[] {
  const { joinRequestId, offerId, advertiserId, publisherId, state, note, askedAtMs, decision, version } = request;
  const isAsked = state === 'asked';
  const happening = {
    type: isAsked ? ('join-request.created' as const) : ('join-request.decided' as const),
    objectId: joinRequestId,
    key: String(version),
    atMs: isAsked ? askedAtMs : (decision?.atMs ?? askedAtMs),
  };
  const data = {
    ...{ joinRequestId, offerId, publisherId, state, version },
    note: isAsked ? note : undefined,
    by: isAsked ? undefined : decision?.by,
    reason: isAsked ? undefined : decision?.reason,
  };
  return [advertiser(advertiserId), publisher(publisherId), NETWORK].map((owner) => toldTo(owner, happening, data));
}
