import { sumMinor } from '../../shared/kernel/money.ts';
import { addDays } from '../../shared/kernel/time.ts';
import { owedBy } from '../../shared/ledger/model.ts';
import { parseLine } from '../../shared/payouts/dynamo-items.ts';
import { chainOf } from '../../shared/payouts/line-chain.ts';
import type { Line, Run } from '../../shared/payouts/model.ts';
import { FIRST_DAY } from '../../shared/payouts/period.ts';
import { digestOf } from './digest-of.ts';
import type { Remains } from './invariants.ts';
import type { World } from './world.ts';

/** Each publisher's lines are one chain over its entries, which pays or carries every one of them once. */
export function linesOf({ engine, plan }: World, remains: Remains): string[] {
  const runs = new Map(remains.runs.map((run) => [run.runId, run]));
  return plan.publishers.flatMap(({ publisherId }) => {
    const lines = engine.table('payouts').partition(`PUB#${publisherId}`).map(parseLine);
    const chained = lines.flatMap((line, index) => linkOf(line, lines[index - 1], runs));
    const summed = lines.flatMap((line) => sumOf(line, remains));
    return [...chained, ...summed, ...conserved(publisherId, lines, remains, runs)];
  });
}

const isCancelled = (line: Line, runs: ReadonlyMap<string, Run>): boolean =>
  runs.get(line.runId)?.state === 'cancelled';

/** What the next line must take over. */
const goesOn = (line: Line, runs: ReadonlyMap<string, Run>): bigint =>
  isCancelled(line, runs) ? line.totalMinor : line.carriedOutMinor;

/** How a line follows from the one before it. */
function linkOf(line: Line, before: Line | undefined, runs: ReadonlyMap<string, Run>): string[] {
  const name = `line ${line.seq} of ${line.publisherId} in ${line.runId}`;
  const due = before ? goesOn(before, runs) : 0n;
  const fromDay = before ? addDays(before.toDay, 1) : FIRST_DAY;
  return [
    ...(line.seq === (before?.seq ?? 0) + 1 ? [] : [`${name} is out of order`]),
    ...(line.fromDay === fromDay ? [] : [`${name} starts on ${line.fromDay}, not on ${fromDay}`]),
    ...(line.carriedInMinor === due ? [] : [`${name} takes over ${line.carriedInMinor}, not ${due}`]),
    ...(line.previousChain === (before?.chain ?? '') && line.chain === chainOf(line)
      ? []
      : [`${name} breaks the chain`]),
    ...(line.payMinor + line.carriedOutMinor === line.totalMinor ? [] : [`${name} loses something`]),
    ...(line.payMinor >= 0n ? [] : [`${name} pays a negative amount`]),
  ];
}

/** A line must say what its days hold now: what came or changed after it was drawn was never paid. */
function sumOf(line: Line, { entries }: Remains): string[] {
  const { publisherId, fromDay, toDay, runId } = line;
  const own = entries.filter(
    (entry) => entry.publisherId === publisherId && fromDay <= entry.payableDay && entry.payableDay <= toDay,
  );
  const { count, digest, sumMinor: sum } = digestOf(own);
  const said = line.entries;
  if (count === said.count && digest === said.digest && sum === said.sumMinor) return [];
  return [
    `${publisherId} has ${count} entries of ${sum} from ${fromDay} to ${toDay}, ${runId} summed ${said.count} of ${said.sumMinor}`,
  ];
}

/** Everything that was earned is paid, or carried by the last line. */
function conserved(
  publisherId: string,
  lines: readonly Line[],
  { entries, payments }: Remains,
  runs: ReadonlyMap<string, Run>,
): string[] {
  const owed = (kind: readonly { readonly publisherId: string }[]): bigint =>
    sumMinor(
      (kind as Remains['entries']).filter((e) => e.publisherId === publisherId).map((e) => owedBy(e).get('USD') ?? 0n),
    );
  const [earned, paid] = [owed(entries), -owed(payments)];
  const last = lines.at(-1);
  const carried = last ? goesOn(last, runs) : 0n;
  return earned === paid + carried
    ? []
    : [`${publisherId} earned ${earned}, was paid ${paid}, and is carried ${carried}`];
}
