import { describe, expect, it } from 'vitest';
import { chooseTarget } from '../../shared/calls/choose-target.ts';
import { offer, target } from '../catalog/fixture.ts';

/** Monday 2 March 2026, 15:00 UTC: 10:00 in New York, 07:00 in Los Angeles. */
const MONDAY = Date.UTC(2026, 2, 2, 15, 0, 0);
const nineToFive = (zone: string) => ({
  zone,
  windows: [{ days: [1, 2, 3, 4, 5], fromMinute: 540, toMinute: 1020 }],
});

describe('choosing a target', () => {
  it('asks the lowest priority number first, and by id where two are equal', () => {
    const targets = [
      target({ targetId: 't-c', priority: 2 }),
      target({ targetId: 't-b', priority: 1 }),
      target({ targetId: 't-a', priority: 1 }),
    ];
    expect(chooseTarget(offer(), targets, MONDAY).eligible.map((each) => each.targetId)).toEqual(['t-a', 't-b', 't-c']);
  });

  it('says why each of the others was not chosen, hours by the clock of the target’s own zone', () => {
    const targets = [
      target({ targetId: 'east', hours: nineToFive('America/New_York') }),
      target({ targetId: 'west', hours: nineToFive('America/Los_Angeles') }),
      target({ targetId: 'asleep', state: 'paused' }),
    ];
    const choice = chooseTarget(offer(), targets, MONDAY);
    expect(choice.eligible.map((each) => each.targetId)).toEqual(['east']);
    expect(choice.notChosen).toEqual([
      { targetId: 'west', why: 'closed' },
      { targetId: 'asleep', why: 'paused' },
    ]);
  });

  it('closes to the minute', () => {
    const targets = [target({ hours: nineToFive('UTC') })];
    const at = (hour: number, minute: number) => Date.UTC(2026, 2, 2, hour, minute);
    const isOpen = (atMs: number) => chooseTarget(offer(), targets, atMs).eligible.length === 1;
    expect([isOpen(at(8, 59)), isOpen(at(9, 0)), isOpen(at(16, 59)), isOpen(at(17, 0))]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('rings nobody for a paused offer', () => {
    const choice = chooseTarget(offer({ state: 'paused' }), [target()], MONDAY);
    expect(choice).toEqual({ eligible: [], notChosen: [{ targetId: 'target_1', why: 'offer-paused' }] });
  });
});
