import { NETWORK, type OwnedEvent } from '../model.ts';
import { advertiser, publisher, toldTo } from './owned-events.ts';

/** A publisher's request to join an offer, as it stands (catalog/joining.ts). */
interface StandingRequest {
  readonly joinRequestId: string;
  readonly offerId: string;
  readonly advertiserId: string;
  readonly publisherId: string;
  readonly state: 'asked' | 'approved' | 'declined';
  readonly note: string;
  readonly askedAtMs: number;
  readonly decision?: { readonly by: string; readonly atMs: number; readonly reason?: string | undefined } | undefined;
  readonly version: number;
}

/** What both sides and the network are told of a request as it stands; the same standing told twice is one event. */
export function joinEvents(request: StandingRequest): readonly OwnedEvent[] {
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
