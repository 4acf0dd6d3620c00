import { describe, expect, it } from 'vitest';
import { mergeEvent } from '../../shared/calls/merge-event.ts';
import { type CallEvent, type CallRecord, NO_PROGRESS, type Route } from '../../shared/calls/model.ts';
import { completenessOf, factsOf, isTargetDone, talkSecondsOf } from '../../shared/calls/read-progress.ts';

const TARGET: Route = { kind: 'target', targetId: 'target_1', capacity: 'reserved' };

const recordAfter = (events: readonly CallEvent[], route: Route = TARGET): CallRecord => ({
  carrier: 'twilio',
  callId: 'CA1',
  number: '+12175550100',
  caller: { personHash: 'hash', region: 'US-IL', attestation: 'A' },
  route,
  progress: events.reduce(mergeEvent, NO_PROGRESS),
});

const ENDED: CallEvent = { kind: 'call-ended', result: 'completed', totalSeconds: 130 };
const TALKED: CallEvent = { kind: 'dial-finished', legId: 'CA2', result: 'completed', talkSeconds: 95, next: 'end' };
const MISSED: CallEvent = { kind: 'dial-finished', legId: 'CA2', result: 'no-answer', next: 'fallback' };
const FALLBACK: CallEvent = { kind: 'dial-finished', legId: 'CA3', result: 'completed', talkSeconds: 40, next: 'end' };
const UNANSWERED: CallEvent = { kind: 'leg-ended', legId: 'CA2', result: 'no-answer' };
const LEG: CallEvent = { kind: 'leg-ended', legId: 'CA2', result: 'completed', seconds: 94 };

describe('whether a call is known well enough to be judged', () => {
  it.each([
    ['nothing came', [], 'running'],
    ['it is being talked', [{ kind: 'call-progress', stage: 'in-progress' }], 'running'],
    ['the dial is over', [TALKED], 'half'],
    ['the call is over', [ENDED], 'half'],
    ['only the leg told its end', [LEG], 'half'],
    ['both told', [ENDED, TALKED], 'complete'],
    ['the leg told its talk and the call its end', [LEG, ENDED], 'complete'],
    ['the leg told that nobody answered', [UNANSWERED, ENDED], 'half'],
    ['the target was missed and the fallback is still to come', [MISSED, ENDED], 'half'],
    ['the fallback answered', [MISSED, ENDED, FALLBACK], 'complete'],
    ['a recording came', [{ kind: 'recording-ready', recordingId: 'RE1' }], 'running'],
  ] as [string, CallEvent[], string][])('%s', (_name, events, expected) => {
    expect(completenessOf(recordAfter(events))).toBe(expected);
  });

  it('needs no dial where none was asked for', () => {
    expect(completenessOf(recordAfter([ENDED], { kind: 'none', capacity: 'over' }))).toBe('complete');
  });

  it('frees the target as soon as its leg is over, while the fallback rings', () => {
    expect(isTargetDone(recordAfter([MISSED]).progress)).toBe(true);
    expect(isTargetDone(recordAfter([{ kind: 'call-progress', stage: 'in-progress' }]).progress)).toBe(false);
  });
});

describe('the facts of a call', () => {
  it('pays on the dialled leg, never on the caller’s own, which counts the menu and the ringing in', () => {
    expect(factsOf(recordAfter([ENDED, TALKED]), 1_000, 'exact')).toEqual({
      startedAtMs: 1_000,
      talkSeconds: 95,
      totalSeconds: 130,
      region: 'US-IL',
      confidence: 'exact',
      personHash: 'hash',
      targetId: 'target_1',
      capacity: 'reserved',
    });
  });

  it('never sums attempts: two legs of 95 and 40 seconds are a talk of 95', () => {
    expect(talkSecondsOf(recordAfter([TALKED, FALLBACK]).progress)).toBe(95);
  });

  it('counts what was talked with the fallback, and no target for it', () => {
    const facts = factsOf(recordAfter([MISSED, FALLBACK, ENDED]), 1_000, 'exact');
    expect(facts.talkSeconds).toBe(40);
    expect(facts.targetId).toBeUndefined();
  });

  it('takes the leg’s own seconds only when the dial’s answer never came', () => {
    expect(talkSecondsOf(recordAfter([LEG, ENDED]).progress)).toBe(94);
    expect(talkSecondsOf(recordAfter([LEG, TALKED]).progress)).toBe(95);
    expect(talkSecondsOf(recordAfter([TALKED, LEG]).progress)).toBe(95);
  });

  it('leaves out what nobody told: an unknown talk time is not zero', () => {
    expect(factsOf(recordAfter([MISSED, ENDED]), 1_000, 'exact')).not.toHaveProperty('talkSeconds');
    const unmeasured: CallEvent = { kind: 'dial-finished', legId: 'CA2', result: 'completed', next: 'end' };
    expect(talkSecondsOf(recordAfter([unmeasured, ENDED]).progress)).toBeUndefined();
  });
});

it.each([
  ['none', true],
  ['asking', true],
  ['fallback', undefined],
  ['target', undefined],
] as const)('is untaken where nobody’s phone was to ring: a route of kind %s', (kind, untaken) => {
  expect(factsOf(recordAfter([ENDED], { kind, capacity: 'none' }), 1_000, 'exact').untaken).toBe(untaken);
});
