import { mayWork } from '../catalog/joining.ts';
import type { OfferVersion, Publisher, TermsRef } from '../catalog/model.ts';
import type { CatalogReader } from '../catalog/ports.ts';
import { idleReason } from '../catalog/publisher-state.ts';
import type { Attribution } from '../tracking/model.ts';
import { type Reference, readReference } from './calendars/reference.ts';
import type { ToldMessage } from './messages.ts';

export interface OwnerPorts {
  readonly catalog: Pick<CatalogReader, 'currentOffer' | 'deal' | 'publisher' | 'publisherByTagKey' | 'setter'>;
  readonly note: (what: string, details: Readonly<Record<string, unknown>>) => void;
}

/** Whose a booking is, and under what it is opened. */
export interface Owner {
  readonly offer: OfferVersion;
  readonly terms: Pick<TermsRef, 'publisherId'>;
  readonly attribution: Attribution;
}

/** By the reference in the booking; it must lead to an offer of the very advertiser whose calendar this is, open to its publisher. */
export async function ownerOf(ports: OwnerPorts, { about, advertiserId }: ToldMessage): Promise<Owner | undefined> {
  const { catalog } = ports;
  const reference = readReference(about?.reference);
  if (!reference) return undefined;
  const [publisher, offer] = await Promise.all([
    catalog.publisherByTagKey(reference.tagKey),
    catalog.currentOffer(reference.offerId),
  ]);
  const isOurs = offer?.state === 'active' && offer.model === 'appointment' && offer.advertiserId === advertiserId;
  if (!publisher || !isOurs || !(await mayBring(ports, publisher, offer))) return undefined;
  const attribution = {
    confidence: 'source' as const,
    source: reference.source,
    ...(await setterIn(ports, reference, publisher.publisherId)),
  };
  return { offer, terms: { publisherId: publisher.publisherId }, attribution };
}

/** A new outcome is opened for a publisher that may bring one now, under an offer that is bought now. */
export async function mayBring({ catalog }: OwnerPorts, publisher: Publisher, offer: OfferVersion): Promise<boolean> {
  if (offer.state !== 'active' || idleReason(publisher.state) !== undefined) return false;
  return mayWork(offer, await catalog.deal(offer.offerId, publisher.publisherId));
}

/** A meeting is worth more than who set it: a name that leads nowhere is noted, and nobody's. */
async function setterIn(
  { catalog, note }: OwnerPorts,
  { setterId }: Reference,
  publisherId: string,
): Promise<Pick<Attribution, 'setterId'>> {
  if (setterId === undefined) return {};
  const setter = await catalog.setter(setterId);
  if (setter?.publisherId === publisherId && setter.state === 'active') return { setterId };
  note('booking names no setter of its publisher', { publisherId, setterId });
  return {};
}
