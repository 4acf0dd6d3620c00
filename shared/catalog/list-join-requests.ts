import type { Page, PageRequest } from '../kernel/page.ts';
import { notFound } from '../kernel/problem.ts';
import type { Principal } from '../platform/http/principal.ts';
import type { JoinRequest } from './joining.ts';
import type { JoinFilter, JoinRequestStore, OfferStore } from './ports.ts';

/** Which requests somebody asks for. */
export interface JoinsAsked extends JoinFilter {
  readonly advertiserId?: string | undefined;
}

export interface ListJoinDeps {
  readonly offers: Pick<OfferStore, 'current'>;
  readonly joinRequests: Pick<JoinRequestStore, 'list'>;
}

/**
 * A publisher's own requests, those for an advertiser's offers, or for the network all or one advertiser's; newest first.
 *
 * @throws Problem `not-found` where somebody names an advertiser or an offer that is not their own
 */
export async function listJoinRequests(
  { offers, joinRequests }: ListJoinDeps,
  { role, subjectId }: Pick<Principal, 'role' | 'subjectId'>,
  page: PageRequest,
  { advertiserId, ...filter }: JoinsAsked,
): Promise<Page<JoinRequest>> {
  const isOwn = role === 'operator' || (role === 'advertiser' && advertiserId === subjectId);
  if (advertiserId !== undefined && !isOwn) throw notFound('the advertiser');
  if (role === 'publisher') return joinRequests.list({ publisherId: subjectId }, page, filter);
  if (role !== 'advertiser') return joinRequests.list({ advertiserId }, page, filter);
  const named = filter.offerId === undefined ? undefined : await offers.current(filter.offerId);
  if (filter.offerId !== undefined && named?.offer.advertiserId !== subjectId) throw notFound('the offer');
  return joinRequests.list({ advertiserId: subjectId }, page, filter);
}
