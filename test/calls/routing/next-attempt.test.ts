import { describe, expect, it } from 'vitest';
import type { Step } from '../../../shared/calls/routing/model.ts';
import { type Attempt, MAX_ATTEMPTS, nextAttempt } from '../../../shared/calls/routing/next-attempt.ts';
import { candidate, decide } from './fixture.ts';

const step = (targetId: string, redials: { onBusy?: number; onNoAnswer?: number } = {}, ringSeconds = 20): Step => {
  const [made] = decide({ candidates: [candidate(targetId, { rules: { redials }, target: { ringSeconds } })] }).steps;
  if (!made) throw new Error('a plain target takes the call');
  return made;
};
const tried = (targetId: string, result: Attempt['result'], ringSeconds = 20): Attempt => ({
  targetId,
  result,
  ringSeconds,
});
const shown = (steps: readonly Step[], walked: readonly Attempt[]): string => {
  const next = nextAttempt(steps, walked);
  if (next.kind === 'dial') return `${next.redial ? 'again' : 'dial'} ${next.step.targetId}`;
  return next.kind === 'over' ? 'over' : next.reason;
};

describe('what rings next', () => {
  const both = [step('a', { onBusy: 2, onNoAnswer: 1 }), step('b')];

  it.each<[string, readonly Attempt[], string]>([
    ['the first target', [], 'dial a'],
    ['after a talk nothing', [tried('a', 'completed')], 'over'],
    ['after the caller hung up nothing', [tried('a', 'canceled')], 'over'],
    ['the same again once on no answer', [tried('a', 'no-answer')], 'again a'],
    ['… and no more', [tried('a', 'no-answer'), tried('a', 'no-answer')], 'dial b'],
    ['twice on busy', [tried('a', 'busy'), tried('a', 'busy')], 'again a'],
    ['… and no more', [tried('a', 'busy'), tried('a', 'busy'), tried('a', 'busy')], 'dial b'],
    [
      'busy and unanswered dials are counted apart',
      [tried('a', 'busy'), tried('a', 'busy'), tried('a', 'no-answer')],
      'again a',
    ],
    ['a number that fails is not tried again', [tried('a', 'failed')], 'dial b'],
    ['nobody is left', [tried('a', 'failed'), tried('b', 'busy')], 'nobody-left'],
    ['a target that left the catalog meanwhile is passed over', [tried('gone', 'busy')], 'dial a'],
  ])('%s', (_name, walked, next) => {
    expect(shown(both, walked)).toBe(next);
  });

  it('stops after as many dials as a call may have', () => {
    const many = Array.from({ length: 9 }, (_, index) => step(`t${index}`, {}, 5));
    const walked = many.slice(0, MAX_ATTEMPTS).map(({ targetId }) => tried(targetId, 'failed', 5));
    expect(shown(many, walked.slice(1))).toBe('dial t0');
    expect(shown(many, walked)).toBe('attempts');
  });

  it('stops before a caller has listened to three minutes of ringing', () => {
    const slow = Array.from({ length: 4 }, (_, index) => step(`t${index}`, {}, 60));
    const walked = slow.slice(0, 3).map(({ targetId }) => tried(targetId, 'no-answer', 60));
    expect(shown(slow, walked.slice(0, 2))).toBe('dial t2');
    expect(shown(slow, walked)).toBe('ringing');
  });

  it('rings nobody where there is nobody', () => {
    expect(nextAttempt([], [])).toEqual({ kind: 'give-up', reason: 'nobody-left' });
  });
});
