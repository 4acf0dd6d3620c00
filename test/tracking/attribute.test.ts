import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attribute } from '../../shared/tracking/attribute.ts';
import { type Holding, LATE_DIAL_MS, type Lease, LOOKBACK_MS } from '../../shared/tracking/model.ts';

const NOW = Date.UTC(2026, 2, 2, 15);
const MINUTE = 60_000;

const holding = (visitId: string, fromMs: number, untilMs: number, stolen = false): Holding => ({
  visit: { visitId, atMs: fromMs },
  fromMs,
  untilMs,
  stolen,
});

const lease = (...holdings: Holding[]): Lease => ({ poolId: 'pool_1', number: '+12175550001', holdings });

describe('whose call it is', () => {
  const a = holding('visit_a', NOW, NOW + 10 * MINUTE);

  it.each([
    ['while the visit holds the number', NOW + MINUTE, 'exact'],
    ['the moment it gets it', NOW, 'exact'],
    ['the moment its claim is over', NOW + 10 * MINUTE, 'recent'],
    ['days later, nobody else having got it', NOW + LOOKBACK_MS, 'recent'],
  ])('%s', (_name, atMs, confidence) => {
    expect(attribute(lease(a), atMs)).toEqual({ confidence, visit: a.visit });
  });

  it('is the pool only, before anybody held the number and after the lookback', () => {
    const pool = { confidence: 'source', source: 'pool_1' };
    expect(attribute(lease(), NOW)).toEqual(pool);
    expect(attribute(lease(a), NOW - 1)).toEqual(pool);
    expect(attribute(lease(a), a.untilMs + LOOKBACK_MS + 1)).toEqual(pool);
  });

  it('is ambiguous soon after the number was reissued, and exact once the one before is out of reach', () => {
    const b = holding('visit_b', a.untilMs + MINUTE, a.untilMs + 20 * MINUTE);
    expect(attribute(lease(b, a), a.untilMs + LATE_DIAL_MS - 1)).toEqual({ confidence: 'ambiguous', visit: b.visit });
    expect(attribute(lease(b, a), a.untilMs + LATE_DIAL_MS)).toEqual({ confidence: 'exact', visit: b.visit });
  });

  it('sees through two short visits to the one before them', () => {
    const b = holding('visit_b', a.untilMs, a.untilMs + 10_000);
    const c = holding('visit_c', b.untilMs, b.untilMs + 10 * MINUTE);
    expect(attribute(lease(c, b, a), c.fromMs + 1).confidence).toBe('ambiguous');
    expect(attribute(lease(c, b, a), b.untilMs + LATE_DIAL_MS).confidence).toBe('exact');
  });

  it('is ambiguous for the whole of a stolen claim, for thief and victim alike', () => {
    const thief = holding('visit_b', NOW + 5 * MINUTE, NOW + 30 * MINUTE, true);
    const victim = { ...a, untilMs: thief.fromMs };
    expect(attribute(lease(thief, victim), NOW + 4 * MINUTE)).toEqual({ confidence: 'exact', visit: a.visit });
    for (const atMs of [thief.fromMs, NOW + 29 * MINUTE, NOW + 40 * MINUTE]) {
      expect(attribute(lease(thief, victim), atMs)).toEqual({ confidence: 'ambiguous', visit: thief.visit });
    }
  });

  it('looks at the time of the call, not at who holds the number when the webhook arrives', () => {
    const b = holding('visit_b', NOW + 60 * MINUTE, NOW + 70 * MINUTE);
    expect(attribute(lease(b, a), NOW + MINUTE)).toEqual({ confidence: 'exact', visit: a.visit });
    expect(attribute(lease(b, a), NOW + 30 * MINUTE)).toEqual({ confidence: 'recent', visit: a.visit });
  });

  it('a repeat caller keeps its earlier visit, whoever holds the number now', () => {
    const b = holding('visit_b', NOW + 60 * MINUTE, NOW + 70 * MINUTE);
    const earlier = { visitId: 'visit_a', atMs: NOW + MINUTE };
    expect(attribute(lease(b, a), NOW + 65 * MINUTE, earlier)).toEqual({ confidence: 'recent', visit: a.visit });
    expect(attribute(lease(a), NOW + 5 * MINUTE, earlier)).toEqual({ confidence: 'exact', visit: a.visit });
  });

  it('a repeat caller whose visit is forgotten keeps its id; after the lookback it is a caller like any other', () => {
    const earlier = { visitId: 'visit_old', atMs: NOW - 5 * MINUTE };
    expect(attribute(lease(a), NOW + MINUTE, earlier)).toEqual({
      confidence: 'recent',
      visit: { visitId: 'visit_old', atMs: NOW - 5 * MINUTE },
    });
    const longAgo = { visitId: 'visit_old', atMs: NOW - LOOKBACK_MS };
    expect(attribute(lease(a), NOW + MINUTE, longAgo)).toEqual({ confidence: 'exact', visit: a.visit });
  });
});

/** Three claims one after the other with gaps, as leases really follow each other; the newest first. */
const history = fc
  .array(
    fc.record({
      gapMs: fc.integer({ min: 0, max: 20 * MINUTE }),
      lengthMs: fc.integer({ min: 1, max: 30 * MINUTE }),
      stolen: fc.boolean(),
    }),
    { maxLength: 3 },
  )
  .map((claims) => {
    let at = NOW;
    const holdings = claims.map(({ gapMs, lengthMs, stolen }, index) => {
      const fromMs = at + (stolen && index > 0 ? 0 : gapMs);
      at = fromMs + lengthMs;
      return holding(`visit_${index}`, fromMs, at, stolen && index > 0);
    });
    return lease(...holdings.reverse());
  });
const instant = fc.integer({ min: NOW - MINUTE, max: NOW + 200 * MINUTE });

describe('whatever the history', () => {
  it('exact means that one visit held the number then, unstolen, and no other within the late dial before', () => {
    fc.assert(
      fc.property(history, instant, (given, atMs) => {
        const { confidence, visit } = attribute(given, atMs);
        const holders = given.holdings.filter((each) => each.fromMs <= atMs && atMs < each.untilMs);
        const plausible = given.holdings.filter((each) => each.fromMs <= atMs && atMs < each.untilMs + LATE_DIAL_MS);
        const isExact = holders.length === 1 && plausible.length === 1 && holders[0]?.stolen === false;
        expect(confidence === 'exact').toBe(isExact);
        if (isExact) expect(visit).toEqual(holders[0]?.visit);
      }),
    );
  });

  it('a visit that came after the call is never credited', () => {
    fc.assert(
      fc.property(history, instant, (given, atMs) => {
        const { visit } = attribute(given, atMs);
        expect(visit === undefined || visit.atMs <= atMs).toBe(true);
      }),
    );
  });

  it('claims that begin after the call change nothing', () => {
    fc.assert(
      fc.property(history, instant, (given, atMs) => {
        const before = { ...given, holdings: given.holdings.filter((each) => each.fromMs <= atMs) };
        expect(attribute(given, atMs)).toEqual(attribute(before, atMs));
      }),
    );
  });

  it('there is a visit exactly when the confidence is not just the source', () => {
    fc.assert(
      fc.property(history, instant, (given, atMs) => {
        const { confidence, visit, source } = attribute(given, atMs);
        expect(visit === undefined).toBe(confidence === 'source');
        expect(source === undefined).toBe(confidence !== 'source');
      }),
    );
  });
});
