import { z } from 'zod';
import { NETWORK, type OwnedEvent } from '../model.ts';
import { advertiser, publisher, toldTo } from './owned-events.ts';

/** A refused outcome as table `outcomes` stores it. */
const replacementImage = z.object({
  outcomeId: z.string(),
  offerId: z.string(),
  publisherId: z.string(),
  advertiserId: z.string(),
  /** Gone with a person who was erased, of whom nobody is told anew. */
  reason: z.string().optional(),
  askedAtMs: z.int(),
  changedAtMs: z.int(),
  untilDay: z.string(),
  state: z.enum(['owed', 'delivered', 'lapsed']),
  byOutcomeId: z.string().optional(),
});

/** The step that a replacement took; when a lapsed one's money is booked is told by the ledger. @throws a zod error */
export function replacementEvents(item: Record<string, unknown>): readonly OwnedEvent[] {
  const image = replacementImage.parse(item);
  const { outcomeId, offerId, publisherId, advertiserId, reason, untilDay, state, byOutcomeId = '' } = image;
  if (reason === undefined) return [];
  const type = `replacement.${state}` as const;
  // Of the refused outcome's object, so that it never overtakes the verdict that it is about.
  const happening = { type, objectId: outcomeId, key: byOutcomeId, atMs: image.changedAtMs };
  const delivered = byOutcomeId === '' ? {} : { byOutcomeId };
  const data = { outcomeId, offerId, publisherId, reason, deliverableUntil: untilDay, ...delivered };
  return [advertiser(advertiserId), publisher(publisherId), NETWORK].map((owner) => toldTo(owner, happening, data));
}
