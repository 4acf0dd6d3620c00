import type { Schema } from '../../../client/client.ts';
import { money } from '../../app/format.ts';

export type Run = Schema<'PayoutRun'>;
export type Line = Schema<'PayoutLine'>;
type Actor = Run['opened']['by'];

/** Where a run stands, and what happens next. */
export const RUN_STATES: Readonly<Record<Run['state'], string>> = {
  opening: 'It waits for its turn and asks each publisher for a line. Nothing to do.',
  drawing: 'Each publisher’s line is being drawn. Nothing to do.',
  stopped: 'An earlier period no longer matches what was paid for it. Find out why, then resume or cancel.',
  drawn: 'Every line is there. Hold what should wait; then a second person approves.',
  approved: 'Approved. Payments are booked and files written within a minute or two.',
  issued: 'Paid out: send the files to the bank, and upload what comes back.',
  cancelled: 'Given up. Its amounts are carried into the next run.',
};

/** Why a line is not paid now, as the publisher is told it. */
export const REASONS: Readonly<Record<NonNullable<Line['reason']>, string>> = {
  currency: 'earned in another currency than it is paid in',
  negative: 'owes more than it earned',
  zero: 'comes to nothing',
  'below-threshold': 'below the least amount that is paid',
  'no-payee': 'has not said whom to pay',
  'payee-on-hold': 'its payee is on hold',
  'no-tax-form': 'its tax form is missing or not verified',
  'bank-unverified': 'its account is not verified',
  held: 'held by a person',
};

export function whyCarried({ decision, reason, heldFor }: Line): string {
  if (decision === 'pay') return 'paid';
  if (heldFor !== undefined) return `held: ${heldFor}`;
  if (decision === 'nothing') return 'nothing in this period';
  return reason ? REASONS[reason] : 'carried';
}

/** Who did it, by the name they signed in by where there is one. */
export const who = ({ name, keyId, subjectId }: Actor): string =>
  keyId === 'schedule' ? 'the schedule' : (name ?? subjectId);

/** The same person by key or by person: the rule of the second person. */
export const isSame = (actor: Actor, me: Schema<'Me'>): boolean =>
  actor.keyId === me.keyId || actor.subjectId === me.subjectId;

type Total = Run['totals'][number];
export const sumsOf = (totals: readonly Total[], of: (total: Total) => number): string =>
  totals.map((total) => money(of(total), total.currency)).join(' + ') || '–';

export const RAILS: Readonly<Record<Run['files'][number]['rail'], string>> = {
  nacha: 'NACHA (ACH credit)',
  sepa: 'SEPA (pain.001)',
  paypal: 'PayPal payouts',
  csv: 'Plain CSV',
};
