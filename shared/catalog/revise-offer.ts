import { invalidField, Problem } from '../kernel/problem.ts';
import type { Clock } from '../kernel/time.ts';
import type { Principal } from '../platform/http/principal.ts';
import { checkOffer, type OfferTerms } from './check-offer.ts';
import type { OfferVersion } from './model.ts';
import { ownOffer, rulesOf } from './own-offer.ts';
import type { DealStore, OfferHead, OfferStore, OwnNumbers } from './ports.ts';

export interface ReviseOfferDeps {
  readonly offers: Pick<OfferStore, 'current' | 'revise'>;
  readonly deals: Pick<DealStore, 'highestPayoutMinor'>;
  readonly numbers: OwnNumbers;
  readonly clock: Clock;
}

/** A price below what a publisher was promised would cost the network money with each outcome. */
async function checkDeals(deals: ReviseOfferDeps['deals'], { offer }: OfferHead, chargeMinor: bigint): Promise<void> {
  if (chargeMinor >= offer.chargeMinor) return;
  const highestMinor = await deals.highestPayoutMinor(offer.offerId);
  if (highestMinor !== undefined && highestMinor > chargeMinor) {
    throw invalidField('body.chargeMinor', `is below the ${highestMinor} that a publisher's deal promises`);
  }
}

/**
 * Makes the next version of an offer, from the version the caller saw.
 *
 * @throws Problem `stale` when another version is current, or another change came in between
 */
export async function reviseOffer(
  { offers, deals, numbers, clock }: ReviseOfferDeps,
  principal: Principal,
  offerId: string,
  seenVersion: number,
  terms: OfferTerms,
): Promise<OfferVersion> {
  const head = await ownOffer(offers, principal, offerId);
  const { version, advertiserId, model, currency } = head.offer;
  if (version !== seenVersion) throw new Problem('stale', `version ${version} is current, not ${seenVersion}`);
  await checkOffer(terms, model, numbers);
  await checkDeals(deals, head, terms.chargeMinor);
  const next: OfferVersion = {
    ...terms,
    disputeRules: rulesOf(principal, terms.disputeRules, head.offer.disputeRules),
    offerId,
    version: version + 1,
    advertiserId,
    model,
    currency,
    createdAtMs: clock.nowMs(),
  };
  if ((await offers.revise(head, next)) === 'stale') {
    throw new Problem('stale', 'the offer or one of its deals changed meanwhile: read it again');
  }
  return next;
}
