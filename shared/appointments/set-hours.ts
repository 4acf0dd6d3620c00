import { ownOffer } from '../catalog/own-offer.ts';
import type { OfferStore } from '../catalog/ports.ts';
import { notFound, Problem } from '../kernel/problem.ts';
import type { Principal } from '../platform/http/principal.ts';
import type { Availability } from './availability.ts';
import type { AvailabilityStore } from './ports.ts';

export interface SetAvailabilityPorts {
  readonly offers: Pick<OfferStore, 'current'>;
  readonly availability: AvailabilityStore;
}

/**
 * Says when an offer's meetings are taken.
 *
 * @throws Problem `conflict` for an offer of something else, or for another zone than the one its diary is kept in
 */
export async function setHours(
  { offers, availability }: SetAvailabilityPorts,
  principal: Principal,
  offerId: string,
  wanted: Availability,
): Promise<Availability> {
  const { offer } = await ownOffer(offers, principal, offerId);
  if (offer.model !== 'appointment') throw new Problem('conflict', `an offer of ${offer.model}s takes no meetings`);
  if ((await availability.set(offerId, wanted)) === 'set') return wanted;
  throw new Problem('conflict', 'the zone of the hours can not change, since meetings stand in it; make another offer');
}

export async function showHours(
  { offers, availability }: SetAvailabilityPorts,
  principal: Principal,
  offerId: string,
): Promise<Availability> {
  await ownOffer(offers, principal, offerId);
  const hours = await availability.get(offerId);
  if (!hours) throw notFound('the availability');
  return hours;
}
