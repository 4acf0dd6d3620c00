import { ownOffer } from '../catalog/own-offer.ts';
import type { OfferStore } from '../catalog/ports.ts';
import { notFound, Problem } from '../kernel/problem.ts';
import { changeFrom, countedVersion, type Versioned } from '../platform/change-from.ts';
import type { Principal } from '../platform/http/principal.ts';
import type { Availability, StandingAvailability } from './availability.ts';
import type { AvailabilityStore } from './ports.ts';

export interface SetAvailabilityPorts {
  readonly offers: Pick<OfferStore, 'current'>;
  readonly availability: AvailabilityStore;
}

/**
 * Says when an offer's meetings are taken.
 *
 * @throws Problem `conflict` for an offer of something else, or for another zone than the one its diary is kept in, `stale`
 *   when it is not at the version that was seen, where one is named
 */
export async function setHours(
  { offers, availability }: SetAvailabilityPorts,
  principal: Principal,
  offerId: string,
  wanted: Availability,
  seenVersion?: number,
): Promise<StandingAvailability> {
  const { offer } = await ownOffer(offers, principal, offerId);
  if (offer.model !== 'appointment') throw new Problem('conflict', `an offer of ${offer.model}s takes no meetings`);
  const place: Versioned<StandingAvailability> = {
    read: () => availability.get(offerId),
    versionOf: countedVersion,
    async write(before, version) {
      if (before) refuseOtherZone(before, wanted);
      const next = { ...wanted, version: version + 1 };
      return (await availability.set(offerId, next, version)) === 'stale' ? 'stale' : next;
    },
  };
  return changeFrom(place, seenVersion);
}

/** The diary's days are cut in the zone that stands. */
function refuseOtherZone(before: Availability, wanted: Availability): void {
  if (before.hours.zone === wanted.hours.zone) return;
  throw new Problem('conflict', 'the zone of the hours can not change, since meetings stand in it; make another offer');
}

export async function showHours(
  { offers, availability }: SetAvailabilityPorts,
  principal: Principal,
  offerId: string,
): Promise<StandingAvailability> {
  await ownOffer(offers, principal, offerId);
  const hours = await availability.get(offerId);
  if (!hours) throw notFound('the availability');
  return hours;
}
