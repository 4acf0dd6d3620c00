import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeEvent, mergeProgress } from '../../shared/calls/merge-event.ts';
import { type CallEvent, type CallProgress, NO_PROGRESS, RESULTS, STAGES } from '../../shared/calls/model.ts';

const seconds = fc.option(fc.integer({ min: 0, max: 86_400 }), { nil: undefined });
const result = fc.constantFrom(...RESULTS);
const legId = fc.constantFrom('CA-child-1', 'CA-child-2', 'attempt:fallback');

const event: fc.Arbitrary<CallEvent> = fc.oneof(
  fc.record({ kind: fc.constant('call-progress' as const), stage: fc.constantFrom('ringing', 'in-progress') }),
  fc.record({ kind: fc.constant('call-ended' as const), result, totalSeconds: seconds }),
  fc.record({ kind: fc.constant('leg-ended' as const), legId, result, seconds }),
  fc.record({
    kind: fc.constant('dial-finished' as const),
    legId,
    result,
    talkSeconds: seconds,
    next: fc.constantFrom('fallback', 'end'),
  }),
  fc.record({
    kind: fc.constant('recording-ready' as const),
    recordingId: fc.constantFrom('RE1', 'RE2'),
    url: fc.constantFrom(undefined, 'https://a.example/1', 'https://a.example/2'),
    seconds,
  }),
);

const mergeAll = (events: readonly CallEvent[]): CallProgress =>
  events.reduce((progress, each) => mergeEvent(progress, each), NO_PROGRESS);

describe('merging the events of a call', () => {
  it('gives the same whatever order they come in', () => {
    const shuffled = fc
      .array(event, { maxLength: 12 })
      .chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })));
    fc.assert(
      fc.property(shuffled, ([events, other]) => {
        expect(mergeAll(other)).toEqual(mergeAll(events));
      }),
    );
  });

  it('gives the same however often they come', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 10 }), (events) => {
        expect(mergeAll([...events, ...events, ...events.slice(0, 3)])).toEqual(mergeAll(events));
      }),
    );
  });

  it('merges halves to the whole, so that two writers who met can join', () => {
    fc.assert(
      fc.property(fc.array(event), fc.array(event), (left, right) => {
        expect(mergeProgress(mergeAll(left), mergeAll(right))).toEqual(mergeAll([...left, ...right]));
      }),
    );
  });

  it('never moves a call back', () => {
    fc.assert(
      fc.property(fc.array(event), event, (events, late) => {
        const before = mergeAll(events);
        const after = mergeEvent(before, late);
        expect(STAGES.indexOf(after.stage)).toBeGreaterThanOrEqual(STAGES.indexOf(before.stage));
        expect(after.totalSeconds ?? 0).toBeGreaterThanOrEqual(before.totalSeconds ?? 0);
        expect(Object.keys(after.legs)).toEqual(expect.arrayContaining(Object.keys(before.legs)));
      }),
    );
  });

  it('refuses a ninth attempt: no call of ours has more than two', () => {
    const attempts = Array.from({ length: 9 }, (_, index): CallEvent => {
      return { kind: 'leg-ended', legId: `CA${index}`, result: 'no-answer' };
    });
    expect(() => mergeAll(attempts)).toThrow(/more than 8 attempts/);
    expect(Object.keys(mergeAll(attempts.slice(0, 8)).legs)).toHaveLength(8);
  });
});
