import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/kernel/time.ts';
import { breakUntilMs, isPausedAfter, nextTryMs, retryAfterMs } from '../../shared/webhooks/backoff.ts';

describe('the tries of an event that is always refused', () => {
  it('go on for more than three days, apart by four hours at most, and end', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 60, maxLength: 60 }), (randoms) => {
        let atMs = 0;
        let tries = 1;
        for (const random of randoms) {
          const nextMs = nextTryMs(tries, 0, atMs, random);
          if (nextMs === undefined) break;
          expect(nextMs - atMs).toBeGreaterThan(0);
          expect(nextMs - atMs).toBeLessThanOrEqual(5 * HOUR_MS);
          atMs = nextMs;
          tries += 1;
        }
        expect(atMs).toBe(3 * DAY_MS + 6 * HOUR_MS);
        expect(tries).toBeLessThan(45);
      }),
    );
  });

  it('are ten at least, though the first was a year ago', () => {
    expect(nextTryMs(9, 0, 365 * DAY_MS, 0.5)).toBeGreaterThan(365 * DAY_MS);
    expect(nextTryMs(10, 0, 365 * DAY_MS, 0.5)).toBeUndefined();
    expect(isPausedAfter(9, 0, 365 * DAY_MS)).toBe(false);
    expect(isPausedAfter(10, 0, 365 * DAY_MS)).toBe(true);
    expect(isPausedAfter(1_000, 0, 3 * DAY_MS - 1)).toBe(false);
  });
});

describe('a receiver that fails', () => {
  it('is left alone from its third failure in a row, for an hour and a quarter at most', () => {
    expect(breakUntilMs(2, 0, 0.5)).toBe(0);
    expect(breakUntilMs(3, 0, 0.5)).toBe(MINUTE_MS);
    expect(breakUntilMs(1_000_000, 0, 1)).toBe(75 * MINUTE_MS);
  });

  it.each([
    [undefined, 0],
    ['120', 2 * MINUTE_MS],
    ['999999', 4 * HOUR_MS],
    ['-1', 0],
    ['Wed, 21 Oct 2026 07:28:00 GMT', 28 * MINUTE_MS],
    ['Wed, 21 Oct 2026 06:28:00 GMT', 0],
    ['Wed, 21 Oct 2036 07:28:00 GMT', 4 * HOUR_MS],
    ['Wed, 41 Oct 2026 07:28:00 GMT', 0],
    ['2026-10-21', 0],
  ])('and says %s is given %i ms', (header, ms) => {
    expect(retryAfterMs(header, Date.UTC(2026, 9, 21, 7))).toBe(ms);
  });
});
