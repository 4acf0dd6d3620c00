import type { IdSource } from '../kernel/ids.ts';
import { invalidField } from '../kernel/problem.ts';
import type { Clock } from '../kernel/time.ts';
import type { Principal } from '../platform/http/principal.ts';
import { checkOffer, type OfferTerms } from './check-offer.ts';
import type { OfferVersion } from './model.ts';
import { actingAdvertiser, rulesOf } from './own-offer.ts';
import type { AdvertiserStore, OfferStore, OwnNumbers } from './ports.ts';

export type OfferDraft = OfferTerms & Pick<OfferVersion, 'model' | 'currency'>;

export interface CreateOfferDeps {
  readonly offers: Pick<OfferStore, 'create'>;
  readonly advertisers: Pick<AdvertiserStore, 'get'>;
  readonly numbers: OwnNumbers;
  readonly clock: Clock;
}

/** Makes version 1 of an offer. */
export async function createOffer(
  { offers, advertisers, numbers, clock }: CreateOfferDeps,
  principal: Principal,
  ids: IdSource,
  { advertiserId: named, ...draft }: OfferDraft & { readonly advertiserId?: string | undefined },
): Promise<OfferVersion> {
  const advertiserId = actingAdvertiser(principal, named);
  await checkOffer(draft, draft.model, numbers);
  if (!(await advertisers.get(advertiserId))) throw invalidField('body.advertiserId', 'is not an advertiser we know');
  const disputeRules = rulesOf(principal, draft.disputeRules, undefined);
  const created = {
    ...draft,
    disputeRules,
    offerId: ids.next('offer'),
    version: 1,
    advertiserId,
    createdAtMs: clock.nowMs(),
  };
  return offers.create(created);
}
