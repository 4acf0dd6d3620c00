import { chainOf } from './line-chain.ts';
import type { EntriesSummary, Line } from './model.ts';

/** How a past period differs from what its line says; undefined when it is as it was. Names counts and sums, no person. */
export function differenceOf(previous: Line, seen: EntriesSummary): string | undefined {
  if (chainOf(previous) !== previous.chain) return `line ${previous.seq} is not as it was written`;
  const { entries } = previous;
  const days = `${previous.fromDay} to ${previous.toDay}`;
  if (seen.count !== entries.count) return `${days} has ${seen.count} entries, the line says ${entries.count}`;
  if (seen.sumMinor !== entries.sumMinor) return `${days} sums to ${seen.sumMinor}, the line says ${entries.sumMinor}`;
  if (seen.digest !== entries.digest) return `an entry of ${days} is not as it was when the line was drawn`;
  return undefined;
}
