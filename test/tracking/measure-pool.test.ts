import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/kernel/time.ts';
import { measurePool, visitsToSizeFor } from '../../shared/tracking/measure-pool.ts';
import { numbersForTail } from '../../shared/tracking/pool-size.ts';
import type { LeaseGlance, PastClaim } from '../../shared/tracking/ports.ts';
import { weighPool } from '../../shared/tracking/weigh-pool.ts';

const NOW = Date.UTC(2026, 2, 2, 15);

/** A claim from so many minutes ago until so many minutes ago; negative ends lie ahead. */
const claim = (fromMinutes: number, endMinutes: number, stolen = false): PastClaim => ({
  fromMs: NOW - fromMinutes * MINUTE_MS,
  endMs: NOW - endMinutes * MINUTE_MS,
  stolen,
});

const number = (...claims: readonly PastClaim[]): LeaseGlance => ({
  endMs: claims[0]?.endMs ?? 0,
  callEndMs: 0,
  claims,
  knownSinceMs: claims[2]?.fromMs ?? 0,
});

const measure = (...glances: readonly LeaseGlance[]) => measurePool(glances, [], NOW);

describe('what visits did to a pool', () => {
  it('is measured as far back as every number remembers', () => {
    const measured = measure(number(claim(10, 5), claim(30, 20), claim(60, 50)), number(claim(40, 30)));
    expect(measured).toMatchObject({ windowSeconds: 3_600, arrivals: 3, arrivalsPerHour: 3 });
    // 5 + 10 + 10 minutes of the first and 10 of the second, in an hour.
    expect(measured.meanHeld).toBeCloseTo(35 / 60);
    expect(measured.meanHoldSeconds).toBeCloseTo((35 / 3) * 60);
  });

  it('looks back a day at most, and counts what still holds until now', () => {
    const measured = measure(number(claim(2 * 24 * 60, -10)), number(claim(30, -10)), number());
    expect(measured).toMatchObject({ windowSeconds: 86_400, arrivals: 1 });
    expect(measured.meanHeld).toBeCloseTo((24 * 60 + 30) / (24 * 60));
  });

  it('counts numbers given on early, wherever among the last three, and those that were stolen', () => {
    const early = number(claim(10, 0), claim(20, 11), claim(60, 50));
    const stolen = number(claim(5, -5, true), claim(30, 5));
    const late = number(claim(10, 5), claim(20, 12));
    expect(measure(early, stolen, late)).toMatchObject({ reissuedEarly: 2, stolen: 1 });
  });

  it('has visits turned away this hour, in a day, and in the worst hour of it', () => {
    const hour = (ago: number, visits: number) => ({ hourMs: NOW - ago * HOUR_MS, visits });
    const shortages = [hour(0, 2), hour(3, 9), hour(23, 4), hour(25, 50)];
    expect(measurePool([], shortages, NOW)).toMatchObject({
      fallbacksThisHour: 2,
      fallbacksInDay: 15,
      fallbacksWorstHour: 9,
    });
  });

  it('is nothing for a pool that nobody asked', () => {
    expect(measure()).toMatchObject({ arrivals: 0, meanHoldSeconds: 0, meanHeld: 0, fallbacksInDay: 0 });
    expect(weighPool({ glances: [], shortages: [] }, NOW)).toMatchObject({ sizedForVisits: 0, recommendedNumbers: 1 });
  });

  it('never has more visits at once than numbers', () => {
    const minutes = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }));
    // Claims of one number follow each other, newest first.
    const history = fc.array(minutes, { maxLength: 3 }).map((lengths) => {
      let ago = 0;
      return number(
        ...lengths.map(([held, idle]) => {
          const end = ago + idle;
          ago = end + held;
          return claim(ago, end);
        }),
      );
    });
    fc.assert(
      fc.property(fc.array(history, { maxLength: 20 }), (glances) => {
        const { meanHeld, windowSeconds } = measurePool(glances, [], NOW);
        expect(meanHeld).toBeLessThanOrEqual(glances.length);
        expect(windowSeconds * 1_000).toBeLessThanOrEqual(DAY_MS);
      }),
    );
  });
});

describe('how many visits a pool is sized for', () => {
  const measured = (changes: object) => ({ ...measure(), arrivals: 100, meanHoldSeconds: 600, ...changes });

  it.each([
    ['the measured mean, where it is more than what is held now', { meanHeld: 18.2 }, 10, 19],
    ['what is held now, where a rush began', { meanHeld: 18.2 }, 40, 40],
    ['what is held now, where few came', { meanHeld: 18.2, arrivals: 19 }, 10, 10],
    [
      'those turned away too: 60 in an hour, ten minutes each, are ten at once',
      { meanHeld: 18, fallbacksWorstHour: 60 },
      0,
      28,
    ],
  ])('is %s', (_what, changes, held, visits) => {
    expect(visitsToSizeFor(measured(changes), held)).toBe(visits);
  });

  it('is what the recommended size is for', () => {
    const glances = Array.from({ length: 30 }, (_, index) => number(claim(index + 1, -10)));
    expect(weighPool({ glances, shortages: [] }, NOW)).toMatchObject({
      held: 30,
      sizedForVisits: 30,
      recommendedNumbers: numbersForTail(30),
    });
  });
});
