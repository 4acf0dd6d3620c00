import type { Page, PageRequest } from '../kernel/page.ts';
import { notFound } from '../kernel/problem.ts';
import type { Principal } from '../platform/http/principal.ts';
import type { JoinRequest } from './joining.ts';
import type { JoinFilter, JoinRequestStore, OfferStore } from './ports.ts';

export interface ListJoinDeps {
  readonly offers: Pick<OfferStore, 'current'>;
  readonly joinRequests: Pick<JoinRequestStore, 'list'>;
}

/**
 * A publisher's own requests, those for an advertiser's offers, or for the network all; newest first.
 *
 * @throws Problem `not-found` where an advertiser names an offer that is not its own
 */
export async function listJoinRequests(
  { offers, joinRequests }: ListJoinDeps,
  { role, subjectId }: Pick<Principal, 'role' | 'subjectId'>,
  page: PageRequest,
  filter: JoinFilter,
): Promise<Page<JoinRequest>> {
  if (role === 'publisher') return joinRequests.list({ publisherId: subjectId }, page, filter);
  if (role !== 'advertiser') return joinRequests.list({}, page, filter);
  const named = filter.offerId === undefined ? undefined : await offers.current(filter.offerId);
  if (filter.offerId !== undefined && named?.offer.advertiserId !== subjectId) throw notFound('the offer');
  return joinRequests.list({ advertiserId: subjectId }, page, filter);
}
