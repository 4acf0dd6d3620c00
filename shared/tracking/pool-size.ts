import { invariant } from '../kernel/result.ts';

/** Beyond this a pool is several pools. */
export const MAX_LIVE_VISITS = 100_000;

/** One visit in a thousand without a number of its own. */
export const DEFAULT_SHORTAGE = 0.001;

/**
 * The smallest pool in which n or more visits are live at once no more often than `shortage`: P(X ≥ n) for a Poisson
 * number of live visits. Stealing needs it, since whoever comes always gets a number and each excess visit spoils two.
 * Terms are summed in logarithms, because e^-1000 is no double.
 */
export function numbersForTail(liveVisits: number, shortage = DEFAULT_SHORTAGE): number {
  checkInput(liveVisits, shortage);
  if (liveVisits === 0) return 1;
  let logTerm = -liveVisits;
  let below = 0;
  let numbers = 0;
  while (1 - below > shortage) {
    below += Math.exp(logTerm);
    numbers += 1;
    logTerm += Math.log(liveVisits / numbers);
    invariant(numbers <= 2 * MAX_LIVE_VISITS, 'the tail of a Poisson distribution ends');
  }
  return numbers;
}

/** The share of visits that find every number taken and get the fallback, which they leave untouched: Erlang's B formula. */
export function fallbackShare(liveVisits: number, numbers: number): number {
  let share = 1;
  for (let count = 1; count <= numbers; count += 1) share = (liveVisits * share) / (count + liveVisits * share);
  return share;
}

/** The smallest pool whose fallback share is at most `shortage`. */
export function numbersForFallback(liveVisits: number, shortage = DEFAULT_SHORTAGE): number {
  checkInput(liveVisits, shortage);
  let share = 1;
  let numbers = 0;
  while (share > shortage) {
    numbers += 1;
    share = (liveVisits * share) / (numbers + liveVisits * share);
    invariant(numbers <= 2 * MAX_LIVE_VISITS, 'every further number lowers the share');
  }
  return Math.max(1, numbers);
}

function checkInput(liveVisits: number, shortage: number): void {
  invariant(liveVisits >= 0 && liveVisits <= MAX_LIVE_VISITS, 'live visits are within their bounds');
  invariant(shortage >= 0.000001 && shortage < 1, 'the shortage is a share');
}
