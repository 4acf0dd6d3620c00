import { describe, expect, it } from 'vitest';
import { fromIso, HOUR_MS, MINUTE_MS } from '../../shared/kernel/time.ts';
import { postingWindow } from '../../shared/ledger/posting-window.ts';

const NEW_YORK = 'America/New_York';

describe('whether a day still takes entries', () => {
  it.each([
    ['long before it', '2026-02-20T12:00:00Z', 'open'],
    ['at its last instant', '2026-03-03T04:59:59.999Z', 'open'],
    ['when it has just ended', '2026-03-03T05:00:00Z', 'open'],
    ['1 ms before 15 minutes after its end', '2026-03-03T05:14:59.999Z', 'open'],
    ['15 minutes after its end', '2026-03-03T05:15:00Z', 'wait'],
    ['1 ms before 30 minutes after its end', '2026-03-03T05:29:59.999Z', 'wait'],
    ['30 minutes after its end', '2026-03-03T05:30:00Z', 'closed'],
    ['a year later', '2027-03-03T05:30:00Z', 'closed'],
  ])('%s', (_name, now, expected) => {
    expect(postingWindow('2026-03-02', fromIso(now), NEW_YORK)).toBe(expected);
  });

  it.each([
    ['the short day of spring, 23 hours', '2026-03-08', '2026-03-08T05:00:00Z', 23],
    ['the long day of autumn, 25 hours', '2026-11-01', '2026-11-01T04:00:00Z', 25],
  ])('counts from the true end of %s', (_name, day, start, hours) => {
    const endMs = fromIso(start) + hours * HOUR_MS;
    expect(postingWindow(day, endMs + 15 * MINUTE_MS - 1, NEW_YORK)).toBe('open');
    expect(postingWindow(day, endMs + 15 * MINUTE_MS, NEW_YORK)).toBe('wait');
    expect(postingWindow(day, endMs + 30 * MINUTE_MS, NEW_YORK)).toBe('closed');
  });

  it('counts in the network’s zone, not in UTC', () => {
    const now = fromIso('2026-03-02T13:00:00Z');
    expect(postingWindow('2026-03-02', now, 'Pacific/Auckland')).toBe('closed');
    expect(postingWindow('2026-03-02', now, 'UTC')).toBe('open');
  });

  it('counts from the first instant of the next day where midnight is skipped', () => {
    // Beirut's clocks went from 00:00 to 01:00 on 26 March 2023: that day began at 22:00 UTC.
    const endMs = fromIso('2023-03-25T22:00:00Z');
    expect(postingWindow('2023-03-25', endMs + 15 * MINUTE_MS - 1, 'Asia/Beirut')).toBe('open');
    expect(postingWindow('2023-03-25', endMs + 15 * MINUTE_MS, 'Asia/Beirut')).toBe('wait');
  });
});
