import { z } from 'zod';
import { minorStored } from '../kernel/schemas.ts';
import { outcomeKey, sortableMs } from '../outcomes/keys.ts';
import { CORRECTION_KINDS, type Correctable, type Correction } from './correction.ts';
import type { CorrectionNotice } from './ports.ts';

/**
 * Items in table `outcomes`:
 * - `OUT#<outcomeId>` / `MONEY`: the corrections of one outcome, in order
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
});

const storedMoney = z.object({ pk: z.string().startsWith('OUT#'), list: z.array(storedCorrection) });

const storedNotice = storedCorrection.extend({
  outcomeId: z.string(),
  publisherId: z.string(),
  advertiserId: z.string(),
  currency: z.string().length(3),
});

export const correctionsOf = (item: unknown): readonly Correction[] => storedMoney.parse(item).list;

export const noticeOf = (item: unknown): CorrectionNotice => storedNotice.parse(item);

/** The two copies that the lists show. */
export function noticeItems({ outcome }: Correctable, correction: Correction, currency: string) {
  const { outcomeId, advertiserId, terms } = outcome;
  const notice: CorrectionNotice = { ...correction, outcomeId, advertiserId, publisherId: terms.publisherId, currency };
  const sk = `${sortableMs(correction.atMs)}#${outcomeId}#${correction.causeId}`;
  return [
    { pk: noticesOfPublisher(terms.publisherId), sk, ...notice },
    { pk: noticesOfAdvertiser(advertiserId), sk, ...notice },
  ];
}
