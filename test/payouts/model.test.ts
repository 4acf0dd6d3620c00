import { describe, expect, it } from 'vitest';
import { decideLine } from '../../shared/payouts/decide-line.ts';
import { isFinal, moveRun, RUN_STATES, RUN_TRANSITIONS, type Run, type RunState } from '../../shared/payouts/model.ts';
import { ANNA } from './world.ts';

const runIn = (state: RunState): Run => ({
  runId: 'run_weekly_2026-03-01',
  toDay: '2026-03-01',
  state,
  version: 1,
  opened: { by: ANNA, atMs: 0 },
  enlisted: { count: 0, done: false },
  changedBy: [],
  files: [],
});

describe('the states of a run', () => {
  const pairs = RUN_STATES.flatMap((from) => RUN_STATES.map((to) => [from, to] as const));
  const isAllowed = (from: RunState, to: RunState) => (RUN_TRANSITIONS[from] as readonly string[]).includes(to);

  it.each(pairs.filter(([from, to]) => isAllowed(from, to)))('%s may become %s', (from, to) => {
    expect(moveRun(runIn(from), to, {}).state).toBe(to);
  });

  it.each(pairs.filter(([from, to]) => !isAllowed(from, to)))('%s may not become %s', (from, to) => {
    expect(() => moveRun(runIn(from), to, {})).toThrow(expect.objectContaining({ kind: 'conflict' }));
  });

  it('pays only what was approved, and approves only what was drawn', () => {
    expect(RUN_STATES.filter((from) => isAllowed(from, 'issued'))).toEqual(['approved']);
    expect(RUN_STATES.filter((from) => isAllowed(from, 'approved'))).toEqual(['drawn']);
    expect(RUN_STATES.filter(isFinal)).toEqual(['issued', 'cancelled']);
  });
});

describe('deciding a line', () => {
  const line = {
    isMixed: false,
    entryCount: 1,
    carriedInMinor: 0n,
    totalMinor: 500n,
    thresholdMinor: 500n,
  };
  it.each([
    [{}, { kind: 'pay' }],
    [
      { isMixed: true, totalMinor: 0n },
      { kind: 'carry', reason: 'currency' },
    ],
    [{ totalMinor: 499n }, { kind: 'carry', reason: 'below-threshold' }],
    [
      { totalMinor: 499n, payeeProblem: 'no-payee' },
      { kind: 'carry', reason: 'below-threshold' },
    ],
    [{ payeeProblem: 'no-payee' }, { kind: 'carry', reason: 'no-payee' }],
    [{ payeeProblem: 'payee-on-hold' }, { kind: 'carry', reason: 'payee-on-hold' }],
    [
      { totalMinor: -1n, thresholdMinor: 0n },
      { kind: 'carry', reason: 'negative' },
    ],
    [
      { totalMinor: 0n, thresholdMinor: 0n },
      { kind: 'carry', reason: 'zero' },
    ],
    [
      { totalMinor: 0n, entryCount: 0, carriedInMinor: 5n },
      { kind: 'carry', reason: 'zero' },
    ],
    [{ totalMinor: 0n, entryCount: 0 }, { kind: 'nothing' }],
  ] as const)('%o', (change, decision) => {
    expect(decideLine({ ...line, ...change })).toEqual(decision);
  });
});
