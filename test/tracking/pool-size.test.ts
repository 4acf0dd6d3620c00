import { describe, expect, it } from 'vitest';
import { fallbackShare, MAX_LIVE_VISITS, numbersForFallback, numbersForTail } from '../../shared/tracking/pool-size.ts';
import { seededRandom } from './lease-fixture.ts';

describe('how large a pool must be', () => {
  it.each([
    [5, 14],
    [10, 22],
    [20, 36],
    [50, 74],
    [100, 133],
    [180, 224],
    [1_000, 1_100],
  ])('%i live visits need %i numbers for one in a thousand', (visits, numbers) => {
    expect(numbersForTail(visits)).toBe(numbers);
  });

  it('agrees with drawn visits', () => {
    const random = seededRandom(1);
    const draws = 40_000;
    let over = 0;
    for (let draw = 0; draw < draws; draw += 1) {
      let live = -1;
      for (let product = 1; product > Math.exp(-20); live += 1) product *= random();
      if (live >= numbersForTail(20, 0.01)) over += 1;
    }
    expect(over / draws).toBeGreaterThan(0.004);
    expect(over / draws).toBeLessThan(0.0125);
  });

  it('agrees with the tables of Erlang B: 2 % loss on 10 lines carries 5.08 erlang', () => {
    expect(fallbackShare(5.084, 10)).toBeCloseTo(0.02, 3);
    expect(numbersForFallback(5.08, 0.02)).toBe(10);
    expect(numbersForFallback(5.2, 0.02)).toBe(11);
  });

  it('fallback needs fewer numbers than stealing, and both answer for the largest network', () => {
    expect(numbersForFallback(1_000)).toBeLessThan(numbersForTail(1_000));
    expect(numbersForTail(MAX_LIVE_VISITS)).toBeGreaterThan(MAX_LIVE_VISITS);
    expect(numbersForTail(MAX_LIVE_VISITS)).toBeLessThan(MAX_LIVE_VISITS * 1.02);
    expect([numbersForTail(0), numbersForFallback(0), fallbackShare(0, 0), fallbackShare(0, 1)]).toEqual([1, 1, 1, 0]);
  });

  it('refuses what is no share of visits', () => {
    expect(() => numbersForTail(-1)).toThrow('live visits');
    expect(() => numbersForTail(1, 0)).toThrow('share');
  });
});
