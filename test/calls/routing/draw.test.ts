import { describe, expect, it } from 'vitest';
import { diceOf } from '../../../shared/calls/routing/dice.ts';
import { candidate, decide, routeOf } from './fixture.ts';

/** Small enough to run for every mutant; properties.test.ts draws 20,000 times. */
const DRAWS = 1_500;

describe('the draw among equals', () => {
  it('follows the weights', () => {
    const candidates = [candidate('a', { rules: { weight: 3 } }), candidate('b')];
    let firstIsA = 0;
    for (let draw = 0; draw < DRAWS; draw += 1) {
      if (routeOf(decide({ candidates, facts: { outcomeId: `call_${draw}` } }))[0] === 'a') firstIsA += 1;
    }
    expect(Math.abs(firstIsA / DRAWS - 0.75)).toBeLessThan(0.04);
  });

  it('falls evenly over (0, 1), for calls and for targets with neighbouring names', () => {
    for (const throwAt of [
      (index: number) => diceOf(`call_${index}`)('t'),
      (index: number) => diceOf('call')(`t${index}`),
    ]) {
      const fifths = [0, 0, 0, 0, 0];
      for (let index = 0; index < DRAWS; index += 1) {
        const fifth = Math.floor(throwAt(index) * 5);
        fifths[fifth] = (fifths[fifth] ?? 0) + 1;
      }
      expect(fifths).toHaveLength(5);
      expect(fifths.every((count) => Math.abs(count - DRAWS / 5) < 80)).toBe(true);
    }
  });

  it('is the same for the same names on every machine and in every release', () => {
    expect(
      [diceOf('')(''), diceOf('call_1')('target_1'), diceOf('call_1')('target_2')].map((each) => each.toFixed(9)),
    ).toEqual(['0.672000642', '0.132974360', '0.688444487']);
  });
});
