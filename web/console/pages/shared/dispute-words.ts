import type { Schema } from '../../../client/client.ts';
import { money } from '../../app/format.ts';

export type DisputeView = Schema<'Dispute'>;
type Amounts = DisputeView['claim'];

export const REASON_WORDS: Readonly<Record<DisputeView['reason'], string>> = {
  'wrong-service': 'They wanted something else',
  'out-of-area': 'Outside the area',
  duplicate: 'The same person again',
  spam: 'Spam',
  fraud: 'Fraud',
  'not-interested': 'Not interested at all',
  'met-the-terms': 'It met the terms',
  'wrongly-measured': 'Something was measured wrong',
  'not-a-repeat': 'Not the same person again',
  'in-area': 'Inside the area',
  'unfounded-credit': 'There was no reason for the credit',
  other: 'Something else',
};

type Reasons = readonly DisputeView['reason'][];

export const ADVERTISER_REASONS = [
  'wrong-service',
  'out-of-area',
  'duplicate',
  'spam',
  'fraud',
  'not-interested',
  'other',
] as const satisfies Reasons;

export const PUBLISHER_REASONS = [
  'met-the-terms',
  'wrongly-measured',
  'not-a-repeat',
  'in-area',
  'unfounded-credit',
  'other',
] as const satisfies Reasons;

export const BY_WORDS: Readonly<Record<DisputeView['steps'][number]['by'], string>> = {
  advertiser: 'Advertiser',
  publisher: 'Publisher',
  operator: 'Network',
  rules: 'The offer’s rules',
};

/** What each side may see of an amount: its own; the network both. */
export function claimed({ chargeMinor, payoutMinor }: Amounts, currency: string): string {
  const [charge, payout] = [chargeMinor, payoutMinor].map((minor) =>
    minor === undefined ? undefined : money(minor, currency),
  );
  if (charge && payout) return `${charge} of the charge, ${payout} of the payout`;
  return charge ?? payout ?? '–';
}

export const isUndecided = ({ state }: DisputeView): boolean => state === 'open' || state === 'contested';
