import { ownOffer } from '../../catalog/own-offer.ts';
import type { OfferStore } from '../../catalog/ports.ts';
import { Problem } from '../../kernel/problem.ts';
import type { UrlCheck } from '../../platform/http/outbound-url.ts';
import type { Principal } from '../../platform/http/principal.ts';
import type { DeliveryTarget } from './model.ts';
import type { DeliveryTargets } from './ports.ts';

export interface SaveTargetPorts {
  readonly offers: Pick<OfferStore, 'current'>;
  readonly targets: DeliveryTargets;
  readonly newSecret: () => string;
  readonly checkUrl: UrlCheck;
}

/**
 * Says where the leads of an offer go. The secret is made the first time, and shown then.
 *
 * @throws Problem `conflict` for an offer of something else, `invalid` for an address that leads nowhere public
 */
export async function saveTarget(
  { offers, targets, newSecret, checkUrl }: SaveTargetPorts,
  principal: Principal,
  offerId: string,
  draft: Omit<DeliveryTarget, 'offerId' | 'advertiserId'>,
): Promise<{ readonly target: DeliveryTarget; readonly secret?: string | undefined }> {
  const { offer } = await ownOffer(offers, principal, offerId);
  if (offer.model !== 'lead') throw new Problem('conflict', `an offer of ${offer.model}s brings no leads`);
  await checkUrl(draft.url);
  const isNew = (await targets.get(offerId)) === undefined;
  const target = { ...draft, offerId, advertiserId: offer.advertiserId };
  const secret = isNew ? newSecret() : undefined;
  await targets.set(target, secret);
  return { target, secret };
}
