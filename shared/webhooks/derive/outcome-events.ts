import { z } from 'zod';
import { toIso } from '../../kernel/time.ts';
import { NETWORK, type OwnedEvent } from '../model.ts';
import { advertiser, type Happening, publisher, toldTo } from './owned-events.ts';

const owner = (prefix: string) =>
  z
    .string()
    .startsWith(prefix)
    .transform((key) => key.slice(prefix.length));

/** An outcome as table `outcomes` stores it, as far as anybody is told of it. */
const outcomeImage = z.object({
  pk: owner('OUT#'),
  state: z.enum(['open', 'qualified', 'rejected']),
  model: z.string(),
  publisherKey: owner('PUB#'),
  advertiserKey: owner('ADV#'),
  offerId: z.string(),
  openedAtMs: z.int(),
  conf: z.string(),
  source: z.string().optional(),
  masked: z.string().optional(),
  visit: z.object({ id: z.string(), params: z.record(z.string(), z.string()).optional() }).optional(),
  facts: z
    .object({ talk: z.int().optional(), region: z.string().optional(), target: z.string().optional() })
    .optional(),
  judgedSort: z.string().optional(),
  gone: z.int().optional(),
  payableDay: z.string().optional(),
  chargeMinor: z.int().optional(),
  payoutMinor: z.int().optional(),
  currency: z.string().optional(),
  repl: z.string().optional(),
});
type Image = z.output<typeof outcomeImage>;

/**
 * What the stream says of an outcome: that it was opened, when it is new; that it was judged, whenever it is; what it
 * said before is left out by `newsOf`. What changes in between, or after, is told by nobody here.
 *
 * @throws a zod error for an outcome that can't be read
 */
export function outcomeEvents(item: Record<string, unknown>, isNew: boolean): readonly OwnedEvent[] {
  const image = outcomeImage.parse(item);
  const { pk: outcomeId, state, judgedSort, openedAtMs, gone } = image;
  // The person was erased after the verdict: nobody is told of it anew.
  if (gone !== undefined) return [];
  if (state === 'open' || judgedSort === undefined) {
    return isNew ? toldToAll(image, { type: 'outcome.opened', objectId: outcomeId, key: '', atMs: openedAtMs }) : [];
  }
  return toldToAll(image, { type: `outcome.${state}`, objectId: outcomeId, key: '', atMs: Number(judgedSort) });
}

function toldToAll(image: Image, happening: Happening): readonly OwnedEvent[] {
  const common = commonOf(image);
  const { advertiserKey: advertiserId, publisherKey: publisherId, chargeMinor, payoutMinor } = image;
  const buyer = { advertiserId, contactMasked: image.masked, ...judgedAs(image, { targetId: image.facts?.target }) };
  const seller = { visitId: image.visit?.id, params: image.visit?.params };
  return [
    toldTo(advertiser(advertiserId), happening, { ...common, ...buyer, chargeMinor }),
    toldTo(publisher(publisherId), happening, { ...common, ...seller, payoutMinor }),
    toldTo(NETWORK, happening, { ...common, ...buyer, ...seller, chargeMinor, payoutMinor }),
  ];
}

const commonOf = (image: Image) => ({
  outcomeId: image.pk,
  model: image.model,
  state: image.state,
  offerId: image.offerId,
  publisherId: image.publisherKey,
  openedAt: toIso(image.openedAtMs),
  confidence: image.conf,
  source: image.source,
  payableDay: image.payableDay,
  currency: image.currency,
  replaces: image.repl,
  ...judgedAs(image, {
    judgedAt: image.judgedSort && toIso(Number(image.judgedSort)),
    talkSeconds: image.facts?.talk,
    region: image.facts?.region,
  }),
});

/** What an outcome that was opened only does not have yet. */
const judgedAs = <T extends object>({ state }: Image, fields: T): T | Record<string, never> =>
  state === 'open' ? {} : fields;
