import type { Schema } from '../../../../client/client.ts';
import { lastDays, type Period, periodBefore } from '../../../app/period.ts';

type Role = Schema<'Me'>['role'];
type Model = 'call' | 'lead' | 'appointment';

/** What the reader chose. */
export interface Asked extends Period {
  /** The name of a ready period; empty for days of one's own. */
  readonly named: string;
  readonly compare: '' | 'before' | 'own';
  readonly compareFrom: string;
  readonly compareTo: string;
  readonly by: string;
  readonly second: string;
  readonly model: '' | Model;
  readonly publisherId: string;
  readonly advertiserId: string;
  readonly offerId: string;
}

const FIRST_DAYS = 30;

export const FIRST: Asked = {
  ...lastDays(FIRST_DAYS),
  named: 'month',
  compare: '',
  compareFrom: '',
  compareTo: '',
  by: 'day',
  second: '',
  model: '',
  publisherId: '',
  advertiserId: '',
  offerId: '',
};

const EVERYBODY: readonly (readonly [value: string, label: string])[] = [
  ['day', 'Day'],
  ['weekday', 'Day of the week'],
  ['hour', 'Hour of the day'],
  ['offer', 'Offer'],
  ['model', 'Calls, leads, appointments'],
  ['source', 'Source'],
  ['campaign', 'Campaign'],
  ['medium', 'Medium'],
  ['term', 'Search term'],
  ['content', 'Advertisement'],
  ['region', 'Region'],
  ['target', 'Target'],
  ['state', 'Verdict'],
  ['failed', 'Criterion that failed'],
];
const PUBLISHER = ['publisher', 'Publisher'] as const;
const ADVERTISER = ['advertiser', 'Advertiser'] as const;

const CAMPAIGN: readonly string[] = ['campaign', 'medium', 'term', 'content'];
const but = (hidden: readonly string[]) => EVERYBODY.filter(([value]) => !hidden.includes(value));

/** What a row can stand for, in the words of this side: nothing that the API refuses it. */
export const DIMENSIONS: Readonly<Record<Role, readonly (readonly [value: string, label: string])[]>> = {
  publisher: but(['target']),
  setter: but(['target', ...CAMPAIGN]),
  advertiser: [...but(CAMPAIGN), PUBLISHER],
  finance: [...EVERYBODY, PUBLISHER, ADVERTISER],
  operator: [...EVERYBODY, PUBLISHER, ADVERTISER],
};

/** Another period beside it, where one is wanted and whole. */
function comparedWith(asked: Asked): Period | undefined {
  if (asked.compare === 'before') return periodBefore(asked);
  if (asked.compare === '' || !asked.compareFrom || !asked.compareTo) return undefined;
  return { from: asked.compareFrom, to: asked.compareTo };
}

/** What all questions of the page ask of: the days, and of whom. */
export function filterOf({ from, to, model, publisherId, advertiserId, offerId }: Asked) {
  return {
    from,
    to,
    ...(model ? { model } : {}),
    ...(publisherId ? { publisherId } : {}),
    ...(advertiserId ? { advertiserId } : {}),
    ...(offerId ? { offerId } : {}),
  };
}

export function queryOf(asked: Asked) {
  const compared = comparedWith(asked);
  return {
    ...filterOf(asked),
    groupBy: [asked.by, asked.second].filter(Boolean).join(','),
    ...(compared ? { compareFrom: compared.from, compareTo: compared.to } : {}),
  };
}
