import { z } from 'zod';
import type { JudgedEvent } from './model.ts';

const text = z.object({ S: z.string() }).transform(({ S }) => S);
const whole = z.object({ N: z.string().regex(/^-?\d+$/) }).transform(({ N }) => BigInt(N));

/** The image of a judged outcome as the stream of `outcomes` has it, in DynamoDB's wire form. */
const judgedImage = z
  .object({
    pk: text,
    publisherKey: text,
    advertiserKey: text,
    offerId: text,
    judgedSort: text,
    state: text.pipe(z.enum(['qualified', 'rejected'])),
    chargeMinor: whole.optional(),
    payoutMinor: whole.optional(),
    currency: text.optional(),
  })
  .transform(
    (image): JudgedEvent => ({
      outcomeId: image.pk.slice('OUT#'.length),
      publisherId: image.publisherKey.slice('PUB#'.length),
      advertiserId: image.advertiserKey.slice('ADV#'.length),
      offerId: image.offerId,
      judgedAtMs: Number(image.judgedSort),
      state: image.state,
      chargeMinor: image.chargeMinor ?? 0n,
      payoutMinor: image.payoutMinor ?? 0n,
      currency: image.currency,
    }),
  );

const anyImage = z.object({ pk: text, judgedSort: text.optional() });

/**
 * A verdict out of a stream record's new image; undefined for everything else in the table: open outcomes, contacts,
 * customers, deletions.
 *
 * @throws a zod error for a judged outcome that can't be read
 */
export function judgedEventOf(image: unknown): JudgedEvent | undefined {
  if (image === undefined) return undefined;
  const { pk, judgedSort } = anyImage.parse(image);
  return pk.startsWith('OUT#') && judgedSort !== undefined ? judgedImage.parse(image) : undefined;
}
