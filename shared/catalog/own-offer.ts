import { invalidField, notFound, Problem } from '../kernel/problem.ts';
import type { Principal } from '../platform/http/principal.ts';
import type { DisputeRules } from './aftermath.ts';
import type { OfferHead, OfferStore } from './ports.ts';

/** For whom a caller makes an offer: an advertiser for itself, an operator for the one it names. */
export function actingAdvertiser(principal: Principal, named: string | undefined): string {
  if (principal.role === 'advertiser') {
    if (named !== undefined && named !== principal.subjectId) {
      throw invalidField('body.advertiserId', 'is not yours to name');
    }
    return principal.subjectId;
  }
  if (principal.role !== 'operator') throw new Problem('forbidden', `a ${principal.role} can not do this`);
  if (named === undefined) throw invalidField('body.advertiserId', 'is needed: whose offer is it?');
  return named;
}

/**
 * An offer that the caller may change.
 *
 * @throws Problem `not-found` for a foreign one too: whoever may not see a thing learns nothing of it
 */
export async function ownOffer(
  offers: Pick<OfferStore, 'current'>,
  principal: Principal,
  offerId: string,
): Promise<OfferHead> {
  const head = await offers.current(offerId);
  const mine =
    principal.role === 'operator' ||
    (principal.role === 'advertiser' && head?.offer.advertiserId === principal.subjectId);
  if (!head || !mine) throw notFound('the offer');
  return head;
}

/**
 * Who decides disputes is the network's to say: an advertiser's own rules would take back what its publishers earned.
 *
 * @throws Problem `invalid` where an advertiser names them
 */
export function rulesOf(
  { role }: Pick<Principal, 'role'>,
  wanted: DisputeRules | undefined,
  standing: DisputeRules | undefined,
): DisputeRules | undefined {
  if (role === 'operator') return wanted;
  if (wanted !== undefined && JSON.stringify(wanted) !== JSON.stringify(standing)) {
    throw invalidField('body.disputeRules', "is the network's to set");
  }
  return standing;
}
