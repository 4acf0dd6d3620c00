import { z } from 'zod';
import { minorStored } from '../kernel/schemas.ts';
import { isDay } from '../kernel/time.ts';
import { outcomeKey, sortableMs } from '../outcomes/keys.ts';
import { CORRECTION_KINDS, type Correctable, type Correction } from './correction.ts';
import type { CorrectionNotice } from './ports.ts';

/**
 * Items in table `outcomes`:
 * - `OUT#<outcomeId>` / `MONEY`: the corrections of one outcome, in order; for one that owed nothing by its verdict, in what they are counted
 * - `CORRECTIONS#PUB#<id>`, `CORRECTIONS#ADV#<id>` / `<at>#<outcomeId>#<cause>`: the same for the lists of both sides
 */
export const moneyKey = (outcomeId: string) => ({ pk: outcomeKey(outcomeId).pk, sk: 'MONEY' });

export const noticesOfPublisher = (publisherId: string): string => `CORRECTIONS#PUB#${publisherId}`;
export const noticesOfAdvertiser = (advertiserId: string): string => `CORRECTIONS#ADV#${advertiserId}`;

const storedCorrection = z.object({
  causeId: z.string(),
  kind: z.enum(CORRECTION_KINDS),
  chargeMinor: minorStored,
  payoutMinor: minorStored,
  reason: z.string(),
  atMs: z.int().nonnegative(),
  payableDay: z.string().refine(isDay).optional(),
});

const currency = z.string().length(3);

const storedMoney = z.object({
  list: z.array(storedCorrection),
  basis: z
    .object({
      currency,
      conversion: z.object({ currency, rate: z.string(), day: z.string().refine(isDay) }).optional(),
    })
    .optional(),
});
export type Money = z.output<typeof storedMoney>;

const storedNotice = storedCorrection.extend({
  outcomeId: z.string(),
  publisherId: z.string(),
  advertiserId: z.string(),
  currency,
});

export const moneyOf = (item: unknown): Money => storedMoney.parse(item);

export const noticeOf = (item: unknown): CorrectionNotice => storedNotice.parse(item);

/** The two copies that the lists show. */
export function noticeItems({ outcome }: Correctable, correction: Correction, inCurrency: string) {
  const { outcomeId, advertiserId, terms } = outcome;
  const notice: CorrectionNotice = {
    ...correction,
    outcomeId,
    advertiserId,
    publisherId: terms.publisherId,
    currency: inCurrency,
  };
  const sk = `${sortableMs(correction.atMs)}#${outcomeId}#${correction.causeId}`;
  return [
    { pk: noticesOfPublisher(terms.publisherId), sk, ...notice },
    { pk: noticesOfAdvertiser(advertiserId), sk, ...notice },
  ];
}
