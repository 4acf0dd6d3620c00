import { invariant } from '../kernel/result.ts';
import { addDays, type Day, type EpochMs } from '../kernel/time.ts';
import { startDigest } from '../ledger/digest.ts';
import { decideLine, isInChain } from './decide-line.ts';
import { CHAIN_START, chainOf } from './line-chain.ts';
import type { Decision, EntriesSummary, Line, Run } from './model.ts';
import { FIRST_DAY } from './period.ts';
import type { PayoutTerms } from './ports.ts';
import { type RatedEntries, reserveOf } from './reserve.ts';

/** Where a line's days start: right after its predecessor's. */
export const startOf = (previous: Line | undefined): Day => (previous ? addDays(previous.toDay, 1) : FIRST_DAY);

/** What the next line takes over. All of a line goes on that was held, or whose run was cancelled. */
export const carriedFrom = (previous: Line | undefined, isUnpaid: boolean): bigint =>
  previous === undefined ? 0n : isUnpaid ? previous.totalMinor : previous.carriedOutMinor;

export interface LineFacts {
  readonly runId: string;
  readonly toDay: Day;
  readonly terms: PayoutTerms;
  readonly previous: Line | undefined;
  /** Its run was cancelled, or a person held it. */
  readonly previousUnpaid: boolean;
  readonly entries: EntriesSummary;
  readonly isMixed: boolean;
  readonly rated?: RatedEntries | undefined;
  readonly drawnAtMs: EpochMs;
}

/** What a run says of a publisher who is paid on another schedule: nothing, and nothing builds on it. */
export const emptyLine = (run: Pick<Run, 'runId' | 'toDay'>, terms: PayoutTerms, drawnAtMs: EpochMs): Line => ({
  publisherId: terms.publisherId,
  runId: run.runId,
  seq: 0,
  fromDay: addDays(run.toDay, 1),
  toDay: run.toDay,
  currency: terms.currency,
  entries: { count: 0, sumMinor: 0n, digest: startDigest().summary().digest },
  carriedInMinor: 0n,
  totalMinor: 0n,
  thresholdMinor: terms.thresholdMinor,
  decision: { kind: 'nothing' },
  payMinor: 0n,
  carriedOutMinor: 0n,
  drawnAtMs,
  previousChain: CHAIN_START,
  chain: '',
});

/** The line that follows from what was read; pure, so that the same reading always makes the same line. */
export function makeLine(facts: LineFacts): Line {
  const { previous, terms, entries } = facts;
  const carriedInMinor = carriedFrom(previous, facts.previousUnpaid);
  // A run up to a day that is covered already adds no days; it pays what was carried.
  const toDay = previous && previous.toDay > facts.toDay ? previous.toDay : facts.toDay;
  // A line outside the chain says nothing that lasts, so it keeps nothing back either.
  const reserve = facts.isMixed
    ? undefined
    : reserveOf({
        terms: terms.reserve,
        schedule: terms.schedule,
        previous,
        earnedMinor: entries.sumMinor,
        rated: facts.rated,
        toDay,
      });
  const keptMinor = (reserve?.withheldMinor ?? 0n) - (reserve?.releasedMinor ?? 0n);
  const totalMinor = entries.sumMinor + carriedInMinor - keptMinor;
  const decision = decideLine({
    isMixed: facts.isMixed,
    entryCount: entries.count,
    carriedInMinor,
    isReleasing: (reserve?.releasedMinor ?? 0n) > 0n,
    totalMinor,
    thresholdMinor: terms.thresholdMinor,
    payeeProblem: terms.payee ? terms.payeeProblem : 'no-payee',
  });
  const payMinor = decision.kind === 'pay' ? totalMinor : 0n;
  invariant(payMinor >= 0n, 'a line never pays a negative amount');
  return withChain(decision, {
    publisherId: terms.publisherId,
    runId: facts.runId,
    seq: isInChain(decision) ? (previous?.seq ?? 0) + 1 : 0,
    fromDay: startOf(previous),
    toDay,
    currency: terms.currency,
    entries,
    carriedInMinor,
    reserve,
    totalMinor,
    thresholdMinor: terms.thresholdMinor,
    decision,
    payMinor,
    carriedOutMinor: totalMinor - payMinor,
    payee: decision.kind === 'pay' ? terms.payee : undefined,
    drawnAtMs: facts.drawnAtMs,
    previousChain: previous?.chain ?? CHAIN_START,
  });
}

const withChain = (decision: Decision, line: Omit<Line, 'chain'>): Line => ({
  ...line,
  chain: isInChain(decision) ? chainOf(line) : '',
});
