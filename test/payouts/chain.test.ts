import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumMinor } from '../../shared/kernel/money.ts';
import { addDays } from '../../shared/kernel/time.ts';
import { chainOf } from '../../shared/payouts/line-chain.ts';
import { makeLine } from '../../shared/payouts/make-line.ts';
import type { Line } from '../../shared/payouts/model.ts';

const PAYEE = { legalName: 'A', method: 'csv' as const, accountMasked: '…1', accountSealed: 'sealed' };

const week = fc.record({
  entries: fc.array(fc.bigInt({ min: -5_000n, max: 5_000n }), { maxLength: 5 }),
  thresholdMinor: fc.bigInt({ min: 0n, max: 6_000n }),
  hasPayee: fc.boolean(),
  isCancelled: fc.boolean(),
});
type Week = typeof week extends fc.Arbitrary<infer T> ? T : never;

interface Drawn {
  readonly week: Week;
  readonly line: Line;
}

/** Draws week after week, each line on the one before. */
function drawWeeks(weeks: readonly Week[]): Drawn[] {
  const drawn: Drawn[] = [];
  for (const [index, each] of weeks.entries()) {
    const before = drawn.findLast(({ line }) => line.decision.kind !== 'nothing');
    const facts = {
      runId: `run_${index}`,
      toDay: addDays('2026-01-04', index * 7),
      terms: {
        publisherId: 'p',
        schedule: 'weekly' as const,
        currency: 'USD',
        thresholdMinor: each.thresholdMinor,
        payee: each.hasPayee ? PAYEE : undefined,
      },
      previous: before?.line,
      previousUnpaid: before?.week.isCancelled ?? false,
      entries: { count: each.entries.length, sumMinor: sumMinor(each.entries), digest: '' },
      isMixed: false,
      drawnAtMs: index,
    };
    const line = makeLine(facts);
    expect(makeLine(facts)).toEqual(line);
    drawn.push({ week: each, line });
  }
  return drawn;
}

const paidBy = ({ week: { isCancelled }, line }: Drawn): bigint => (isCancelled ? 0n : line.payMinor);
const carriedBy = ({ line, ...rest }: Drawn): bigint => line.totalMinor - paidBy({ line, ...rest });

describe('along a chain of lines', () => {
  it('everything that was booked is paid or carried', () => {
    fc.assert(
      fc.property(fc.array(week, { minLength: 1, maxLength: 12 }), (weeks) => {
        const drawn = drawWeeks(weeks);
        for (const [index, each] of drawn.entries()) {
          const booked = sumMinor(weeks.slice(0, index + 1).flatMap(({ entries }) => entries));
          const paid = sumMinor(drawn.slice(0, index + 1).map(paidBy));
          expect(paid + carriedBy(each)).toBe(booked);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('no line is negative, below its threshold, or paid to nobody', () => {
    fc.assert(
      fc.property(fc.array(week, { minLength: 1, maxLength: 12 }), (weeks) => {
        for (const { line } of drawWeeks(weeks).filter(({ line }) => line.decision.kind === 'pay')) {
          expect(line.payMinor).toBeGreaterThan(0n);
          expect(line.payMinor).toBeGreaterThanOrEqual(line.thresholdMinor);
          expect(line.payee).toEqual(PAYEE);
        }
      }),
    );
  });

  it('each line carries the fingerprint of all before it, and any change breaks it', () => {
    fc.assert(
      fc.property(fc.array(week, { minLength: 2, maxLength: 6 }), fc.bigInt({ min: 1n, max: 9n }), (weeks, byMinor) => {
        const lines = drawWeeks(weeks).flatMap(({ line }) => (line.decision.kind === 'nothing' ? [] : [line]));
        for (const [index, line] of lines.entries()) {
          expect(line.seq).toBe(index + 1);
          expect(line.previousChain).toBe(lines[index - 1]?.chain ?? '');
          expect(line.chain).toBe(chainOf(line));
          expect(chainOf({ ...line, carriedOutMinor: line.carriedOutMinor + byMinor })).not.toBe(line.chain);
          expect(chainOf({ ...line, previousChain: `${line.previousChain}x` })).not.toBe(line.chain);
        }
      }),
    );
  });
});
