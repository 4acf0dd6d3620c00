import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { handlerOf as getHandler } from '../../functions/reporting/get-quality/handler.ts';
import { handlerOf as listHandler } from '../../functions/reporting/list-quality/handler.ts';
import { dynamoPublishers } from '../../shared/catalog/dynamo-publishers.ts';
import { catalogTable } from '../../shared/catalog/keys.ts';
import { DAY_MS, HOUR_MS } from '../../shared/kernel/time.ts';
import { adjustOutcome } from '../../shared/ledger/adjust-outcome.ts';
import { correctOutcome } from '../../shared/ledger/correct-outcome.ts';
import type { CorrectionKind } from '../../shared/ledger/correction.ts';
import { reportFeedback } from '../../shared/ledger/report-feedback.ts';
import { dynamoQuality } from '../../shared/reporting/quality/dynamo-quality.ts';
import { NOTHING_KNOWN, QUALITY_PARTS, qualityOf } from '../../shared/reporting/quality/score.ts';
import { QUALITY_DAYS, scoreQuality } from '../../shared/reporting/quality/score-quality.ts';
import { facts, openOutcome, STARTED_MS } from '../outcomes/samples.ts';
import { callApi } from '../support/api-event.ts';
import { createTable } from '../support/tables.ts';
import { type ReportWorld, reportWorld } from './world.ts';

const counts = fc.record({
  outcomes: fc.nat(5_000),
  qualified: fc.nat(5_000),
  ...{ held: fc.nat(5_000), noShows: fc.nat(5_000) },
  ...{ sold: fc.nat(5_000), unsold: fc.nat(5_000), bad: fc.nat(5_000), disputed: fc.nat(500) },
});
/** As they come from outcomes: a qualified one is an outcome too. */
const possible = counts.map((all) => ({ ...all, outcomes: all.outcomes + all.qualified }));

describe('the quality score', () => {
  it('starts at what is usual, and lies within 0 and 100', () => {
    expect(qualityOf(NOTHING_KNOWN).score).toBe(68);
    expect(QUALITY_PARTS.reduce((sum, { points }) => sum + points, 0)).toBe(100);
    fc.assert(
      fc.property(possible, (given) => {
        const { score, parts } = qualityOf(given);
        expect(score >= 0 && score <= 100).toBe(true);
        for (const { points, part } of parts) expect(points >= 0 && points <= part.points).toBe(true);
      }),
    );
  });

  it('rises with meetings that are held and sales, falls with no-shows, disputes and bad ones', () => {
    const score = (given: Parameters<typeof qualityOf>[0]) => qualityOf(given).score;
    fc.assert(
      fc.property(possible, fc.integer({ min: 1, max: 500 }), (given, more) => {
        const now = score(given);
        expect(score({ ...given, held: given.held + more })).toBeGreaterThanOrEqual(now);
        expect(score({ ...given, sold: given.sold + more })).toBeGreaterThanOrEqual(now);
        expect(score({ ...given, outcomes: given.outcomes + more })).toBeLessThanOrEqual(now);
        expect(score({ ...given, noShows: given.noShows + more })).toBeLessThanOrEqual(now);
        expect(score({ ...given, disputed: given.disputed + more })).toBeLessThanOrEqual(now);
        expect(score({ ...given, bad: given.bad + more })).toBeLessThanOrEqual(now);
      }),
    );
  });

  it('earns nothing by volume: ten times of what is usual is as good as none', () => {
    const usual = { outcomes: 100, qualified: 50, held: 75, noShows: 25, disputed: 1, sold: 20, unsold: 80, bad: 0 };
    const tenfold = Object.fromEntries(Object.entries(usual).map(([name, count]) => [name, count * 10]));
    expect(qualityOf(usual).score).toBe(68);
    expect(qualityOf({ ...usual, ...tenfold }).score).toBe(68);
  });

  it('stands in the guide as it stands in the code', () => {
    const guide = readFileSync(new URL('../../docs/kpis.md', import.meta.url), 'utf8');
    for (const { name, meaning, formula, points, usual } of QUALITY_PARTS) {
      expect(guide).toContain(`| ${name} | ${meaning} | ${formula} | ${points} | ${Math.round(usual * 100)} % |`);
    }
  });
});

let world: ReportWorld;
let catalogName: string;
beforeEach(async () => {
  world = await reportWorld();
  catalogName = await createTable(catalogTable);
  await dynamoPublishers(world.client, catalogName).create({
    ...{ publisherId: 'pub_blog', name: 'Blog', origins: ['https://blog.example'], tagKey: 'tag_1', currency: 'USD' },
    ...{ payoutThresholdMinor: 0n, createdAtMs: 1 },
  });
});

const qualityDeps = () => ({ ...world.reports, quality: dynamoQuality(world.client, world.reportsName) });
const publishers = () => dynamoPublishers(world.client, catalogName);
const score = () =>
  scoreQuality({
    ...qualityDeps(),
    publish: (publisherId, published) => publishers().publishQuality(publisherId, published),
    clock: world.clock,
  });
const list = async (key: string) => (await callApi(listHandler(qualityDeps()), { key })).json;
const get = async (key: string, publisherId: string) =>
  callApi(getHandler(qualityDeps()), { key, params: { publisherId } });

/** A meeting as it ended, rejected where nobody came. */
async function meet(outcomeId: string, attendance: 'held' | 'no-show', source: string, advertiserId = 'adv_acme') {
  const open = openOutcome(outcomeId, {
    ...{ model: 'appointment', advertiserId, attribution: { confidence: 'source', source } },
  });
  const seen = facts({ answers: { attendance } });
  await world.outcomes.open(open);
  await world.outcomes.settle(outcomeId, seen);
  if (attendance === 'held') return;
  await world.outcomes.giveVerdict(
    { ...open, state: 'open', facts: seen },
    { state: 'rejected', judgedAtMs: STARTED_MS + HOUR_MS, marks: { held: '0', seen: [attendance] }, failed: 'answer' },
  );
}

/** Two calls that qualified, one disputed and one sold, and a no-show of another setter. */
async function aQuarter(): Promise<void> {
  await world.qualify('call_1');
  await world.qualify('call_2', { attribution: { confidence: 'source', source: 'ann' } });
  await meet('appt_1', 'no-show', 'bob');
  await correctOutcome(world.deps, 'call_1', {
    ...{ causeId: 'dispute', kind: 'dispute', reason: 'wrong number' },
    change: () => ({ chargeMinor: -4_500n, payoutMinor: -3_000n }),
  });
  await reportFeedback({ ...world.deps, feedback: world.feedback }, 'adv_acme', 'call_2', { result: 'sold' });
  await adjustOutcome(
    world.deps,
    { action: 'change', outcomeId: 'call_2', reason: 'short', chargeMinor: -1n, payoutMinor: -1n, currency: 'USD' },
    'c1',
  );
  await world.tell(await world.items());
}

/** Corrects an outcome by 45.00 and 30.00 for a reason of that kind. */
const correct = (outcomeId: string, kind: CorrectionKind, sign: 1n | -1n) =>
  correctOutcome(world.deps, outcomeId, {
    ...{ causeId: kind, kind, reason: kind, basis: { currency: 'USD' } },
    change: () => ({ chargeMinor: sign * 4_500n, payoutMinor: sign * 3_000n }),
  });

/** Its share of what stood, and of how many. */
async function undisputed(): Promise<readonly [number, number]> {
  const { parts } = (await get('operator', 'pub_blog')).json;
  const { share, outOf } = parts.find(({ id }: { id: string }) => id === 'undisputed');
  return [share, outOf];
}

const QUARTER = {
  ...NOTHING_KNOWN,
  ...{ outcomes: 3, qualified: 2, noShows: 1, sold: 1, disputed: 1 },
};

describe('scoring', () => {
  it('never counts a publisher’s own dispute against it, and counts a credit off that it undid', async () => {
    await world.qualify('call_1');
    await world.reject('call_2');
    await correct('call_1', 'credit', -1n);
    await world.tell(await world.items());
    await score();
    expect(await undisputed()).toEqual([0, 1]);
    await correct('call_1', 'credit-undone', 1n);
    await correct('call_2', 'objection', 1n);
    await world.tell(await world.items());
    await score();
    expect(await undisputed()).toEqual([1, 1]);
  });

  it('reckons each publisher and each of its sources from the facts, and tells the catalog', async () => {
    await aQuarter();
    expect(await score()).toEqual({ publishers: 1 });
    const { json } = await get('blog', 'pub_blog');
    const expected = qualityOf(QUARTER);
    expect(json).toMatchObject({ publisherId: 'pub_blog', asOf: world.today(), score: expected.score });
    expect(json.parts).toMatchObject([
      { id: 'qualified', share: 2 / 3, outOf: 3, ofPoints: 25, usual: 0.5 },
      { id: 'shown', share: 0, outOf: 1 },
      { id: 'undisputed', share: 0, outOf: 2 },
      { id: 'sold', share: 1, outOf: 1 },
    ]);
    const shown = (json.parts as { points: number }[]).reduce((sum, { points }) => sum + points, 0);
    expect(Math.abs(shown - json.score)).toBeLessThan(1);
    expect(json.sources.map(({ source }: { source: string }) => source).sort()).toEqual(['ann', 'bob', 'unknown']);
    expect((await publishers().get('pub_blog'))?.quality).toEqual({ score: expected.score, asOf: world.today() });
  });

  it('comes to the same when it is run again, and forgets who brought nothing for a quarter', async () => {
    await aQuarter();
    await score();
    const first = await get('operator', 'pub_blog');
    await score();
    expect((await get('operator', 'pub_blog')).json).toEqual(first.json);
    world.clock.advance(QUALITY_DAYS * DAY_MS);
    expect(await score()).toEqual({ publishers: 0 });
    expect((await publishers().get('pub_blog'))?.quality).toBeUndefined();
    expect((await get('operator', 'pub_blog')).status).toBe(404);
    expect((await get('blog', 'pub_blog')).json).toMatchObject({ score: 68, sources: [] });
  });

  it('shows an advertiser whom it buys from and its own part of it, a publisher itself, the network all', async () => {
    await aQuarter();
    await meet('appt_2', 'no-show', 'bob', 'adv_rival');
    await world.tell(await world.items());
    await score();
    const [item] = (await list('rival')).items;
    expect(item).toMatchObject({ publisherId: 'pub_blog', withYou: { parts: [{ outOf: 1 }, {}, {}, {}] } });
    expect(item.parts[0]).not.toHaveProperty('outOf');
    expect((await get('rival', 'pub_blog')).json).toMatchObject({ sources: [], withYou: item.withYou });
    expect((await list('blog')).items).toMatchObject([{ publisherId: 'pub_blog' }]);
    expect((await list('other')).items).toEqual([]);
    expect((await list('finance')).items).toMatchObject([{ publisherId: 'pub_blog' }]);
    expect((await get('other', 'pub_blog')).status).toBe(404);
    expect((await get('acme', 'pub_nobody')).status).toBe(404);
  });
});
