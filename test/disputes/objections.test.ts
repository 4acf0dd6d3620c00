import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Criterion } from '../../shared/catalog/criteria.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { DAY_MS } from '../../shared/kernel/time.ts';
import { chainStandings } from '../../shared/ledger/chain-standings.ts';
import { correctLateTruth } from '../../shared/ledger/correct-late-truth.ts';
import { creditOutcome } from '../../shared/ledger/credit-outcome.ts';
import { facts, openOutcome } from '../outcomes/samples.ts';
import { disputesWorld } from './world.ts';

const windows = { disputeDays: 14, clawbackDays: 45, feedbackDays: 45, creditDays: 30, objectionDays: 10 };

/** As the samples' marks are. */
const criteria: Criterion = {
  kind: 'all',
  of: [
    { kind: 'talk-time', minSeconds: 60 },
    { kind: 'caller-region', in: ['US-IL'] },
  ],
};

let world: Awaited<ReturnType<typeof disputesWorld>>;
let started: number;

beforeAll(async () => {
  world = await disputesWorld({ windows, criteria });
  started = world.clock.nowMs();
});

beforeEach(() => world.clock.set(started));

const correctionsOf = async (outcomeId: string) =>
  (await world.entriesOf('pub_blog')).filter((each) => each.outcomeId === outcomeId && each.kind === 'adjustment');

const amountsOf = async (outcomeId: string) =>
  (await correctionsOf(outcomeId)).map(({ postings }) => postings.map(({ amountMinor }) => amountMinor));

/** Disputed by its publisher. */
async function opened(outcomeId: string, over = {}): Promise<string> {
  const { status, json } = await world.object(outcomeId, over);
  expect(status).toBe(201);
  return json.disputeId;
}

const credit = (outcomeId: string) => creditOutcome(world.deps, 'adv_acme', outcomeId, 'no decider');

describe('a publisher’s dispute of a rejection', () => {
  it('is told on the outcome before it is opened: how much, and until when; nothing of it to the advertiser', async () => {
    await world.reject('call_a');
    expect((await world.outcome('call_a')).json.objectionable).toEqual({
      ...{ payoutMinor: 3_000, currency: 'USD', until: '2026-03-12' },
    });
    expect((await world.outcome('call_a', 'acme')).json.objectionable).toBeUndefined();
    await world.qualify('call_a2');
    const fine = await world.outcome('call_a2');
    expect([fine.status, fine.json.objectionable]).toEqual([200, undefined]);
  });

  it('goes over the advertiser’s answer to a decision, booked once for both sides and held like a verdict’s money', async () => {
    await world.reject('call_b');
    const evidence = [{ kind: 'link', url: 'https://pages.example/recording' }];
    const { json: first } = await world.object('call_b', { evidence });
    expect(first).toMatchObject({ openedBy: 'publisher', state: 'open', claim: { payoutMinor: 3_000 } });
    const { disputeId } = first;
    const seen = await world.get(disputeId, 'acme');
    expect(seen.json).toMatchObject({ openedBy: 'publisher', claim: { chargeMinor: 4_500 }, steps: [{ evidence }] });
    expect(seen.text).not.toContain('3000');
    expect((await world.answer(disputeId, { answer: 'contest' }, 'acme')).json).toMatchObject({ state: 'contested' });
    await Promise.all(Array.from({ length: 5 }, () => world.decide(disputeId, { decision: 'accept' })));
    world.clock.advance(2 * DAY_MS);
    expect((await world.decide(disputeId, { decision: 'accept' })).json).toMatchObject({
      ...{ state: 'accepted', granted: { chargeMinor: 4_500, payoutMinor: 3_000 } },
      settledAt: '2026-03-02T15:00:00.000Z',
    });
    expect(await correctionsOf('call_b')).toMatchObject([
      {
        reason: 'publisher’s dispute accepted: met-the-terms',
        payableDay: '2026-03-09',
        postings: [
          { account: 'advertiser:adv_acme:receivable', amountMinor: 4_500n },
          { account: 'publisher:pub_blog:payable', amountMinor: -3_000n },
          { account: 'network:revenue', amountMinor: -1_500n },
        ],
      },
    ]);
    expect((await world.outcomes.get('call_b'))?.verdict).toMatchObject({ state: 'rejected' });
    expect((await world.decide(disputeId, { decision: 'reject' })).status).toBe(409);
  });

  it('moves no money where it is rejected or withdrawn; the advertiser may give in', async () => {
    for (const outcomeId of ['call_c', 'call_d', 'call_e']) await world.reject(outcomeId);
    await world.decide(await opened('call_c'), { decision: 'reject' });
    expect((await world.withdraw(await opened('call_d'), 'blog')).json).toMatchObject({ state: 'withdrawn' });
    expect([...(await correctionsOf('call_c')), ...(await correctionsOf('call_d'))]).toEqual([]);
    const given = await world.answer(await opened('call_e'), { answer: 'accept' }, 'acme');
    expect(given.json).toMatchObject({ state: 'accepted', granted: { chargeMinor: 4_500 } });
    expect(await amountsOf('call_e')).toEqual([[4_500n, -3_000n, -1_500n]]);
  });

  it('tells who brings the advertiser what it bought, again where that was cut off; not of a credit that is undone', async () => {
    await world.reject('call_f2');
    const disputeId = await opened('call_f2');
    const deaf = { tellBought: () => Promise.reject(new Error('cut off')) };
    expect((await world.decide(disputeId, { decision: 'accept' }, 'operator', deaf)).status).toBe(500);
    await world.finish();
    expect(world.bought.filter((outcomeId) => outcomeId === 'call_f2')).toHaveLength(1);
    expect(await amountsOf('call_f2')).toEqual([[4_500n, -3_000n, -1_500n]]);
    await world.qualify('call_f3');
    await credit('call_f3');
    await world.decide(await opened('call_f3'), { decision: 'accept' });
    expect(world.bought).not.toContain('call_f3');
  });

  it('that stopped between its decision and its entry is finished by the sweeper', async () => {
    await world.reject('call_f');
    const disputeId = await opened('call_f');
    expect((await world.decide(disputeId, { decision: 'accept' }, 'operator', world.cutOff)).status).toBe(500);
    expect(await correctionsOf('call_f')).toEqual([]);
    expect(world.bought).not.toContain('call_f');
    await world.finish();
    await world.finish();
    expect(world.bought.filter((outcomeId) => outcomeId === 'call_f')).toHaveLength(1);
    expect(await amountsOf('call_f')).toEqual([[4_500n, -3_000n, -1_500n]]);
    expect((await world.get(disputeId, 'blog')).json.settledAt).toBeDefined();
  });
});

describe('a publisher’s dispute of a credit', () => {
  it('undoes it, within days that begin with the credit, and no second credit or dispute takes it back', async () => {
    await world.qualify('call_h');
    world.clock.advance(20 * DAY_MS);
    await credit('call_h');
    world.clock.advance(9 * DAY_MS);
    expect((await world.outcome('call_h')).json.objectionable).toMatchObject({
      payoutMinor: 3_000,
      until: '2026-04-01',
    });
    const disputeId = await opened('call_h', { reason: 'unfounded-credit' });
    await world.decide(disputeId, { decision: 'accept' });
    expect(await amountsOf('call_h')).toEqual([
      [-4_500n, 3_000n, 1_500n],
      [4_500n, -3_000n, -1_500n],
    ]);
    world.clock.set(started + DAY_MS);
    expect(await world.open('call_h')).toMatchObject({ status: 409 });
    expect((await world.open('call_h')).json.detail).toContain('decided on the publisher’s dispute');
  });

  it('gives back no more than the credit took: what a decided dispute took stays taken', async () => {
    await world.qualify('call_i');
    const { json } = await world.open('call_i', { claimMinor: 450 });
    await world.decide(json.disputeId, { decision: 'accept' });
    expect((await world.outcome('call_i')).json.objectionable).toBeUndefined();
    expect((await world.object('call_i')).status).toBe(409);
    await credit('call_i');
    await world.decide(await opened('call_i'), { decision: 'accept' });
    expect((await amountsOf('call_i')).at(-1)).toEqual([4_050n, -2_700n, -1_350n]);
    const { items } = (await world.list('blog', { outcomeId: 'call_i' })).json;
    expect(items.map(({ openedBy }: { openedBy: string }) => openedBy)).toEqual(['advertiser', 'publisher']);
  });

  it('that counts by a decision can’t be credited on top', async () => {
    await world.reject('call_j');
    await world.decide(await opened('call_j'), { decision: 'accept' });
    await expect(credit('call_j')).rejects.toThrow('decided on the publisher’s dispute');
  });
});

describe('beside late truth and chains', () => {
  const late = facts({ talkSeconds: 95 });
  const learn = async (outcomeId: string) => {
    const found = (await world.deps.corrections.read([outcomeId])).get(outcomeId);
    const outcome = found && { ...found.outcome, late: { facts: late, revision: 1 } };
    const corrections = {
      ...world.deps.corrections,
      read: async (ids: readonly string[]) => {
        const all = await world.deps.corrections.read(ids);
        return new Map([...all].map(([id, each]) => [id, outcome && id === outcomeId ? { ...each, outcome } : each]));
      },
    };
    const people = { history: { note: async () => {}, earlier: async () => [] } };
    const customers = { add: async () => 0, has: async () => false };
    return correctLateTruth({ ...world.deps, ...people, customers, corrections }, outcomeId);
  };

  it('is paid once, whichever comes first', async () => {
    await world.reject('call_k');
    const first = await opened('call_k');
    expect(await learn('call_k')).toBe('corrected');
    expect((await world.decide(first, { decision: 'accept' })).json).toMatchObject({ granted: { chargeMinor: 0 } });
    await world.reject('call_l');
    await world.decide(await opened('call_l'), { decision: 'accept' });
    expect(await learn('call_l')).toBe('nothing-changes');
    for (const outcomeId of ['call_k', 'call_l'])
      expect(await amountsOf(outcomeId)).toEqual([[4_500n, -3_000n, -1_500n]]);
  });

  it('grants a step of a chain less what earlier steps cost, and takes no place in it before', async () => {
    const pricing = { chain: { name: 'solar', withinDays: 90 } };
    const base = await disputesWorld({ pricing });
    const worth = { chain: { chains: base.deps.chains, standings: chainStandings(base.deps.corrections) } };
    await base.qualify('step_1');
    await base.reject('step_2');
    const first = (await base.deps.corrections.read(['step_1'])).get('step_1')?.outcome;
    const chain = {
      advertiserId: 'adv_acme',
      name: 'solar',
      currency: 'USD',
      personHash: first?.facts?.personHash ?? '',
    };
    const { json } = await base.object('step_2', {}, 'blog', { worth });
    expect(json.claim).toEqual({ payoutMinor: 3_000 });
    const step = { outcomeId: 'step_1', startedAtMs: openOutcome('x').openedAtMs };
    expect(await base.deps.chains.join({ ...chain, currency: 'USD' }, step)).toEqual([]);
    const decided = await base.decide(json.disputeId, { decision: 'accept' }, 'operator', { worth });
    expect(decided.json).toMatchObject({ state: 'accepted', granted: { chargeMinor: 0, payoutMinor: 0 } });
    expect((await base.entriesOf('pub_blog')).filter(({ kind }) => kind === 'adjustment')).toEqual([]);
  });

  it('tells what may be claimed while the verdict’s day has no rate', async () => {
    const noRate = () => Promise.reject(new Problem('unavailable', 'there is no rate'));
    const waiting = await disputesWorld({ windows, criteria }, 100, { conversionOf: noRate });
    await waiting.reject('call_s');
    const shown = await waiting.outcome('call_s');
    expect([shown.status, shown.json.objectionable]).toMatchObject([200, { payoutMinor: 3_000, currency: 'USD' }]);
    const { status, json } = await waiting.object('call_s');
    expect(status).toBe(201);
    expect((await waiting.decide(json.disputeId, { decision: 'accept' })).status).toBe(503);
  });

  it('is worth the publisher’s own currency at the rate of the verdict’s day', async () => {
    await world.reject('call_m');
    const days: string[] = [];
    const conversionOf = async (_publisher: string, _currency: string, day: string) => {
      days.push(day);
      return { currency: 'EUR', rate: '0.9', day } as const;
    };
    const disputeId = await opened('call_m');
    world.clock.advance(3 * DAY_MS);
    await world.decide(disputeId, { decision: 'accept' }, 'operator', { worth: { conversionOf } });
    expect(days).toEqual(['2026-03-02']);
    const [entry] = await correctionsOf('call_m');
    expect(entry?.postings).toContainEqual({
      ...{ account: 'publisher:pub_blog:payable', amountMinor: -2_700n, currency: 'EUR' },
    });
  });
});

describe('what a publisher’s dispute refuses', () => {
  it('a second one, also at the same moment, and whatever became of the first', async () => {
    await world.reject('call_n');
    const answers = await Promise.all(Array.from({ length: 5 }, () => world.object('call_n')));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    const { json } = await world.list('blog', { outcomeId: 'call_n' });
    await world.withdraw(json.items[0].disputeId, 'blog');
    expect((await world.object('call_n')).json.detail).toContain('each side disputes an outcome once');
  });

  it('one after its window, and one of an outcome that is final', async () => {
    await world.reject('call_o');
    world.clock.advance(11 * DAY_MS);
    expect((await world.object('call_o')).json.detail).toContain('until the end of 2026-03-12');
    const brief = await disputesWorld({ windows: { ...windows, clawbackDays: 20, disputeDays: 5, objectionDays: 20 } });
    await brief.qualify('call_p');
    brief.clock.advance(19 * DAY_MS);
    await creditOutcome(brief.deps, 'adv_acme', 'call_p', 'late');
    brief.clock.advance(2 * DAY_MS);
    expect((await brief.object('call_p')).json.detail).toContain('until the end of 2026-03-22');
  });

  it.each([
    ['another publisher’s outcome', {}, 'other', 404, ''],
    ['an advertiser’s reason', { reason: 'wrong-service' }, 'blog', 400, 'body.reason'],
    ['a part', { claimMinor: 100 }, 'blog', 400, 'body.claimMinor'],
    ['no note', { note: ' ' }, 'blog', 400, 'body.note'],
    ['an outcome that never was', { outcomeId: 'call_never' }, 'blog', 404, ''],
    ['one that qualified and was not credited', { outcomeId: 'call_fine' }, 'blog', 409, 'nothing to dispute'],
    ['one without a verdict', { outcomeId: 'call_open' }, 'blog', 409, 'no verdict yet'],
    ['a setter', {}, 'ann', 403, ''],
  ])('%s', async (_name, over, key, status, said) => {
    await world.reject('call_q');
    await world.qualify('call_fine');
    await world.outcomes.open(openOutcome('call_open'));
    const answer = await world.object('call_q', over, key);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(said);
  });

  it('steps of others, steps that are not theirs, and a part', async () => {
    await world.reject('call_r');
    const disputeId = await opened('call_r');
    expect((await world.get(disputeId, 'rival')).status).toBe(404);
    expect((await world.get(disputeId, 'other')).status).toBe(404);
    expect((await world.answer(disputeId, { answer: 'accept' }, 'blog')).status).toBe(403);
    expect((await world.answer(disputeId, { answer: 'accept' }, 'rival')).status).toBe(404);
    expect((await world.withdraw(disputeId, 'acme')).status).toBe(403);
    expect((await world.decide(disputeId, { decision: 'accept' }, 'blog')).status).toBe(403);
    expect((await world.decide(disputeId, { decision: 'accept-part', creditMinor: 1 })).text).toContain(
      'body.decision',
    );
    expect(await correctionsOf('call_r')).toEqual([]);
  });
});
