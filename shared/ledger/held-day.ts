import type { Terms } from '../catalog/model.ts';
import { invariant } from '../kernel/result.ts';
import { addDays, type Day } from '../kernel/time.ts';
import type { Correctable } from './correction.ts';

/** When what is added to an outcome may be paid: not before what it corrects, and where that owed nothing yet, after the offer's own hold. */
export function heldDay({ outcome, corrections }: Correctable, today: Day, { holdDays }: Pick<Terms, 'holdDays'>): Day {
  const { verdict } = outcome;
  invariant(verdict, 'what is corrected was judged');
  const days = [verdict.booking?.posting.payableDay, ...corrections.map((each) => each.payableDay)];
  const owed = days.flatMap((day) => day ?? []);
  return owed.length === 0 ? addDays(today, holdDays) : ([today, ...owed].sort().at(-1) ?? today);
}
