import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { windows } from '../../shared/catalog/aftermath.ts';
import { DAY_MS } from '../../shared/kernel/time.ts';
import { correctOutcome } from '../../shared/ledger/correct-outcome.ts';
import { account } from '../../shared/ledger/model.ts';
import { type ReplacementWorld, replacementWorld, WINDOWS } from './replacement-world.ts';

let world: ReplacementWorld;
let started: number;
beforeAll(async () => {
  world = await replacementWorld();
  started = world.clock.nowMs();
});
beforeEach(() => world.clock.set(started));

const receivable = account.receivable('adv_acme');
const PRICE = 4_500n;

/** What an advertiser owes for what one publisher brought, and what that publisher earned. */
async function owed(publisherId: string): Promise<readonly [bigint, bigint]> {
  const balances = await world.balancesOf(publisherId);
  const sum = Object.values(balances).reduce((total, each) => total + each, 0n);
  expect(sum).toBe(0n);
  return [balances[receivable] ?? 0n, -(balances[account.payable(publisherId)] ?? 0n)];
}

describe('PUT /v1/outcomes/{outcomeId}/replacement', () => {
  it('leaves it paid, and the next one that qualifies costs nothing and names it', async () => {
    await world.qualify('a1', 'pub_a');
    const asked = await world.ask('a1');
    expect([asked.status, asked.json]).toEqual([
      200,
      { state: 'owed', reason: 'nobody came', askedAt: '2026-03-02T15:00:00.000Z', deliverableUntil: '2026-03-12' },
    ]);
    const next = await world.qualify('a2', 'pub_a');
    expect(next.booking).toMatchObject({ replaces: 'a1', worth: { chargeMinor: 0n, payoutMinor: 0n } });
    expect((await world.qualify('a3', 'pub_a')).booking?.worth.chargeMinor).toBe(PRICE);
    expect(await owed('pub_a')).toEqual([9_000n, 6_000n]);
    expect((await world.show('a1')).replacement).toMatchObject({ state: 'delivered', byOutcomeId: 'a2' });
    expect((await world.show('a2')).verdict).toMatchObject({ state: 'qualified', chargeMinor: 0, replaces: 'a1' });
  });

  it('is asked for once: the same again is the same, another reason is refused', async () => {
    await world.qualify('b1', 'pub_b');
    const answers = await Promise.all(Array.from({ length: 4 }, () => world.ask('b1')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await world.ask('b1', 'another reason')).status).toBe(422);
    await world.qualify('b2', 'pub_b');
    expect((await world.qualify('b3', 'pub_b')).booking?.replaces).toBeUndefined();
  });

  it('is credited in full on the day after none came, once', async () => {
    await world.qualify('c1', 'pub_c');
    await world.ask('c1');
    world.clock.set(started + 10 * DAY_MS);
    await world.finish();
    expect(await owed('pub_c')).toEqual([PRICE, 3_000n]);
    world.clock.set(started + 11 * DAY_MS);
    await world.finish({ book: { ...world.deps.book, book: () => Promise.reject(new Error('cut off')) } });
    expect(await owed('pub_c')).toEqual([PRICE, 3_000n]);
    await world.finish();
    await world.finish();
    expect(await owed('pub_c')).toEqual([0n, 0n]);
    const entries = (await world.entriesOf('pub_c')).filter(({ kind }) => kind === 'adjustment');
    expect(entries.map(({ reason }) => reason)).toEqual(['credited: no replacement came by 2026-03-12']);
    const shown = await world.show('c1');
    expect(shown.replacement.state).toBe('lapsed');
    const credit = { kind: 'credit', reason: 'credited: no replacement came by 2026-03-12' };
    expect(shown.corrections).toMatchObject([{ ...credit, chargeMinor: -4_500 }]);
    expect(shown.corrections[0]).not.toHaveProperty('payoutMinor');
    expect((await world.qualify('c2', 'pub_c')).booking?.replaces).toBeUndefined();
  });

  it('is not credited where it was meanwhile decided that it counts', async () => {
    await world.qualify('c3', 'pub_c3');
    await world.ask('c3');
    const correct = (kind: 'late-truth' | 'objection', sign: bigint) =>
      correctOutcome(world.deps, 'c3', {
        ...{ causeId: kind, kind, reason: kind },
        change: () => ({ chargeMinor: sign * 1_000n, payoutMinor: sign * 500n }),
      });
    await correct('late-truth', -1n);
    await correct('objection', 1n);
    world.clock.set(started + 11 * DAY_MS);
    await world.finish();
    expect((await world.show('c3')).replacement.state).toBe('lapsed');
    expect(await owed('pub_c3')).toEqual([PRICE, 3_000n]);
  });

  it('may be refused in its turn: what is credited then is what was paid for', async () => {
    await world.qualify('d1', 'pub_d');
    await world.ask('d1');
    await world.qualify('d2', 'pub_d');
    expect((await world.ask('d2', 'nobody either')).json.state).toBe('owed');
    world.clock.set(started + 11 * DAY_MS);
    await world.finish();
    expect(await owed('pub_d')).toEqual([0n, 0n]);
    expect((await world.show('d1')).replacement.state).toBe('delivered');
    expect((await world.ask('d2', 'nobody either')).json.state).toBe('lapsed');
  });

  it('ends with its last day', async () => {
    await world.qualify('e1', 'pub_e');
    await world.qualify('e2', 'pub_e');
    world.clock.set(started + 5 * DAY_MS);
    expect((await world.ask('e1')).status).toBe(200);
    world.clock.set(started + 6 * DAY_MS);
    const late = await world.ask('e2');
    expect([late.status, late.json.detail]).toEqual([409, 'outcome e2 could be refused until the end of 2026-03-07']);
  });

  it('and a dispute of the same moment shut each other out', async () => {
    await world.qualify('k1', 'pub_k');
    let asked: { readonly status: number } | undefined;
    const terms = {
      async terms(ref: Parameters<typeof world.deps.terms.terms>[0]) {
        asked ??= await world.ask('k1');
        return world.deps.terms.terms(ref);
      },
    };
    const disputed = await world.dispute('k1', { terms });
    expect([asked?.status, disputed.status]).toEqual([200, 409]);
  });

  it('is refused after two: one charge buys no endless row', async () => {
    await world.qualify('l1', 'pub_l');
    await world.ask('l1');
    await world.qualify('l2', 'pub_l');
    expect((await world.ask('l2')).status).toBe(200);
    await world.qualify('l3', 'pub_l');
    const third = await world.ask('l3');
    expect([third.status, third.json.detail]).toEqual([409, expect.stringContaining('2 were refused already')]);
  });

  it('and a dispute shut each other out', async () => {
    await world.qualify('f1', 'pub_f');
    await world.qualify('f2', 'pub_f');
    await world.dispute('f1');
    expect((await world.ask('f1')).status).toBe(409);
    await world.ask('f2');
    const disputed = await world.dispute('f2');
    expect([disputed.status, disputed.json.detail]).toEqual([409, expect.stringContaining('was refused')]);
  });

  it.each([
    ['another’s outcome', 'rival', 'x', 404],
    ['a publisher', 'blog', 'x', 403],
    ['no reason', 'acme', ' ', 400],
  ])('refuses %s', async (_name, key, reason, status) => {
    await world.qualify('g1', 'pub_g');
    expect((await world.ask('g1', reason, key)).status).toBe(status);
  });

  it('is not given for what did not qualify, nor where the offer says nothing of it', async () => {
    await world.judge(await world.settled('h1', 'pub_h', 5));
    expect((await world.ask('h1')).status).toBe(409);
    const { replacement: _none, ...without } = WINDOWS;
    const silent = await replacementWorld(without);
    await silent.qualify('h2');
    const answer = await silent.ask('h2');
    expect([answer.status, answer.json.detail]).toEqual([409, expect.stringContaining('gives no replacement')]);
  });

  it('has windows that fit into each other', () => {
    expect(windows.safeParse(WINDOWS).success).toBe(true);
    expect(windows.safeParse({ ...WINDOWS, creditDays: 5 }).success).toBe(false);
    expect(windows.safeParse({ ...WINDOWS, clawbackDays: 15 }).success).toBe(false);
    expect(windows.safeParse({ ...WINDOWS, clawbackDays: 16 }).success).toBe(true);
  });
});

describe('what is owed', () => {
  it('is delivered once each by those judged at the same moment, however often each is judged', async () => {
    const refused = ['r1', 'r2', 'r3'];
    for (const outcomeId of refused) await world.qualify(outcomeId, 'pub_race');
    for (const outcomeId of refused) await world.ask(outcomeId);
    const ids = Array.from({ length: 10 }, (_, index) => `n${index}`);
    for (const outcomeId of ids) await world.settled(outcomeId, 'pub_race');
    const verdicts = await Promise.all([...ids, ...ids].map((outcomeId) => world.judge(outcomeId)));
    const replaced = verdicts.slice(0, ids.length).flatMap(({ booking }) => booking?.replaces ?? []);
    expect([...replaced].sort()).toEqual(refused);
    expect(verdicts.slice(ids.length)).toEqual(verdicts.slice(0, ids.length));
    expect((await owed('pub_race'))[0]).toBe(10n * PRICE);
  });

  it('is owed again when the one that claimed it does not qualify after all', async () => {
    await world.qualify('s1', 'pub_s');
    await world.ask('s1');
    await world.settled('s2', 'pub_s');
    // It died between its claim and its verdict, and then the end of the call was told otherwise.
    const dies = { ...world.outcomes, giveVerdict: () => Promise.reject(new Error('cut off')) };
    await expect(world.judge('s2', { outcomes: dies })).rejects.toThrow('cut off');
    expect((await world.show('s1')).replacement).toMatchObject({ state: 'delivered', byOutcomeId: 's2' });
    await world.settled('s2', 'pub_s', 5);
    expect((await world.judge('s2')).state).toBe('rejected');
    const { replacement } = await world.show('s1');
    expect([replacement.state, replacement.byOutcomeId]).toEqual(['owed', undefined]);
    expect((await world.qualify('s3', 'pub_s')).booking?.replaces).toBe('s1');
  });

  it('is owed again by the retry, where giving it back failed', async () => {
    await world.qualify('v1', 'pub_v');
    await world.ask('v1');
    await world.settled('v2', 'pub_v');
    const dies = { ...world.outcomes, giveVerdict: () => Promise.reject(new Error('cut off')) };
    await expect(world.judge('v2', { outcomes: dies })).rejects.toThrow('cut off');
    await world.settled('v2', 'pub_v', 5);
    const busy = { ...world.deps.replacements, release: () => Promise.reject(new Error('throttled')) };
    await expect(world.judge('v2', { replacements: busy })).rejects.toThrow('throttled');
    await world.judge('v2');
    expect((await world.show('v1')).replacement.state).toBe('owed');
  });

  it('comes too late on the day after its last, though nobody has credited it yet', async () => {
    await world.qualify('w1', 'pub_w');
    await world.ask('w1');
    world.clock.set(started + 11 * DAY_MS);
    expect((await world.qualify('w2', 'pub_w')).booking?.replaces).toBeUndefined();
    await world.finish();
    expect(await owed('pub_w')).toEqual([PRICE, 3_000n]);
  });

  it('is nothing to another publisher', async () => {
    await world.qualify('t1', 'pub_t');
    await world.ask('t1');
    expect((await world.qualify('t2', 'pub_u')).booking?.replaces).toBeUndefined();
  });

  it('comes to the price of those that stand, in whatever order people qualify, refuse and wait', async () => {
    const steps = fc.array(fc.constantFrom('qualify', 'reject', 'refuse', 'wait'), { minLength: 4, maxLength: 14 });
    let stories = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (story) => {
        stories += 1;
        const standing = await live(`pub_p${stories}`, story);
        // Long after, everything is replaced or credited: the advertiser has paid for those it did not refuse.
        world.clock.set(started + 60 * DAY_MS);
        await world.finish();
        const count = BigInt(standing);
        expect(await owed(`pub_p${stories}`)).toEqual([count * PRICE, count * 3_000n]);
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });
});

describe('a refused outcome of which more comes to light', () => {
  it('whose charge is taken back is not replaced on top', async () => {
    await world.qualify('x1', 'pub_x');
    await world.ask('x1');
    expect(await world.learn('x1', { talkSeconds: 5 })).toBe('corrected');
    expect((await world.qualify('x2', 'pub_x')).booking?.replaces).toBeUndefined();
    expect(await owed('pub_x')).toEqual([PRICE, 3_000n]);
    expect((await world.show('x1')).replacement.state).toBe('lapsed');
  });

  it('keeps its charge once another one came in its place', async () => {
    await world.qualify('y1', 'pub_y');
    await world.ask('y1');
    await world.qualify('y2', 'pub_y');
    expect(await world.learn('y1', { talkSeconds: 5 })).toBe('nothing-changes');
    expect(await owed('pub_y')).toEqual([PRICE, 3_000n]);
  });

  it('is owed another one again where the one that came did not qualify after all', async () => {
    await world.qualify('z1', 'pub_z');
    await world.ask('z1');
    await world.qualify('z2', 'pub_z');
    await world.learn('z2', { talkSeconds: 5 });
    await world.learn('z2', { talkSeconds: 5 });
    expect((await world.show('z1')).replacement.state).toBe('owed');
    world.clock.set(started + 11 * DAY_MS);
    await world.finish();
    expect(await owed('pub_z')).toEqual([0n, 0n]);
  });
});

type Step = 'qualify' | 'reject' | 'refuse' | 'wait';

/** Plays a story of one publisher; gives how many qualified and were not refused. */
async function live(publisherId: string, story: readonly Step[]): Promise<number> {
  world.clock.set(started);
  const standing: string[] = [];
  const act: Readonly<Record<Step, (outcomeId: string) => Promise<unknown>>> = {
    qualify: async (outcomeId) => {
      await world.qualify(outcomeId, publisherId);
      standing.push(outcomeId);
    },
    reject: async (outcomeId) => world.judge(await world.settled(outcomeId, publisherId, 5)),
    refuse: async () => {
      const last = standing.at(-1);
      if (last !== undefined && (await world.ask(last)).status === 200) standing.pop();
    },
    wait: async () => {
      world.clock.advance(2 * DAY_MS);
      await world.finish();
    },
  };
  for (const [index, step] of story.entries()) await act[step](`${publisherId}_${index}`);
  return standing.length;
}
