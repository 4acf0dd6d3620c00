import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../shared/kernel/time.ts';
import { disputesWorld } from './world.ts';

let world: Awaited<ReturnType<typeof disputesWorld>>;
let started: number;

beforeAll(async () => {
  world = await disputesWorld();
  started = world.clock.nowMs();
});

beforeEach(() => world.clock.set(started));

async function opened(outcomeId: string, over = {}): Promise<string> {
  await world.qualify(outcomeId);
  const { status, json } = await world.open(outcomeId, over);
  expect(status).toBe(201);
  return json.disputeId;
}

const correctionsOf = async (outcomeId: string) =>
  (await world.entriesOf('pub_blog')).filter((each) => each.outcomeId === outcomeId && each.kind === 'adjustment');

describe('a dispute', () => {
  it('goes from its opening over the publisher’s answer to a decision, each step dated and told to both', async () => {
    const evidence = [
      { kind: 'link', url: 'https://crm.example/4711' },
      { kind: 'text', text: 'asked for a plumber at once' },
    ];
    const disputeId = await opened('call_a', { evidence });
    world.clock.advance(DAY_MS);
    expect((await world.answer(disputeId, { answer: 'contest' })).json).toMatchObject({ state: 'contested' });
    world.clock.advance(DAY_MS);
    const { json } = await world.decide(disputeId, { decision: 'accept' });
    expect(json).toMatchObject({
      state: 'accepted',
      claim: { chargeMinor: 4_500, payoutMinor: 3_000 },
      granted: { chargeMinor: 4_500, payoutMinor: 3_000 },
      settledAt: '2026-03-04T15:00:00.000Z',
      steps: [
        { state: 'open', by: 'advertiser', at: '2026-03-02T15:00:00.000Z', evidence },
        { state: 'contested', by: 'publisher', at: '2026-03-03T15:00:00.000Z', note: 'we disagree' },
        { state: 'accepted', by: 'operator', at: '2026-03-04T15:00:00.000Z', note: 'heard the recording' },
      ],
    });
    const asPublisher = await world.get(disputeId, 'blog');
    expect(asPublisher.json).toMatchObject({ granted: { payoutMinor: 3_000 }, steps: [{ evidence }, {}, {}] });
    expect(asPublisher.text).not.toMatch(/4500|adv_acme/);
    expect((await world.get(disputeId, 'acme')).text).not.toContain('3000');
  });

  it('accepted credits the advertiser and claws back the publisher in one entry, however often it is decided', async () => {
    const disputeId = await opened('call_b');
    await Promise.all(Array.from({ length: 5 }, () => world.decide(disputeId, { decision: 'accept' })));
    world.clock.advance(2 * DAY_MS);
    expect((await world.decide(disputeId, { decision: 'accept' })).status).toBe(200);
    expect(await correctionsOf('call_b')).toMatchObject([
      {
        reason: 'dispute accepted: wrong-service',
        payableDay: '2026-03-02',
        postings: [
          { account: 'advertiser:adv_acme:receivable', amountMinor: -4_500n },
          { account: 'publisher:pub_blog:payable', amountMinor: 3_000n },
          { account: 'network:revenue', amountMinor: 1_500n },
        ],
      },
    ]);
    expect((await world.decide(disputeId, { decision: 'reject' })).status).toBe(409);
  });

  it('accepted in part takes the same share from the publisher, or what the network says', async () => {
    const first = await opened('call_c');
    await world.decide(first, { decision: 'accept-part', creditMinor: 1_000 });
    expect((await correctionsOf('call_c'))[0]?.postings.map((each) => each.amountMinor)).toEqual([-1_000n, 667n, 333n]);
    const second = await opened('call_d');
    const { json } = await world.decide(second, { decision: 'accept-part', creditMinor: 1_000, clawbackMinor: 0 });
    expect(json).toMatchObject({ state: 'partly-accepted', granted: { chargeMinor: 1_000, payoutMinor: 0 } });
    expect((await correctionsOf('call_d'))[0]?.postings.map((each) => each.amountMinor)).toEqual([-1_000n, 1_000n]);
  });

  it('rejected or withdrawn moves no money; a publisher may give in', async () => {
    const rejected = await opened('call_e');
    expect((await world.decide(rejected, { decision: 'reject' })).json).toMatchObject({ state: 'rejected' });
    const withdrawn = await opened('call_f');
    expect((await world.withdraw(withdrawn)).json).toMatchObject({ state: 'withdrawn' });
    expect([...(await correctionsOf('call_e')), ...(await correctionsOf('call_f'))]).toEqual([]);
    const given = await opened('call_g', { claimMinor: 450 });
    expect((await world.answer(given, { answer: 'accept' })).json).toMatchObject({ granted: { payoutMinor: 300 } });
    expect(await correctionsOf('call_g')).toHaveLength(1);
  });

  it('that stopped between its decision and its entry is finished by the sweeper', async () => {
    const disputeId = await opened('call_h');
    const { status } = await world.decide(disputeId, { decision: 'accept' }, 'operator', world.cutOff);
    expect(status).toBe(500);
    expect(await correctionsOf('call_h')).toEqual([]);
    expect((await world.list('operator')).text).toContain(disputeId);
    await world.finish();
    await world.finish();
    expect(await correctionsOf('call_h')).toHaveLength(1);
    expect((await world.list('operator')).text).not.toContain(disputeId);
    expect((await world.get(disputeId, 'acme')).json.settledAt).toBeDefined();
  });

  it('is found by its outcome, by the sides it is between and the network', async () => {
    const disputeId = await opened('call_by_outcome');
    for (const who of ['acme', 'blog', 'operator'] as const) {
      expect((await world.list(who, { outcomeId: 'call_by_outcome' })).json.items).toMatchObject([{ disputeId }]);
    }
    expect((await world.list('rival', { outcomeId: 'call_by_outcome' })).json).toEqual({ items: [] });
    expect((await world.list('acme', { outcomeId: 'call_nobody_disputed' })).json).toEqual({ items: [] });
    const rejected = await world.list('acme', { outcomeId: 'call_by_outcome', state: 'rejected' });
    expect(rejected.json.items).toEqual([]);
  });

  it('is listed for each side page by page, newest first; others see nothing of it', async () => {
    const first = await world.list('acme', { limit: '2' });
    expect(first.json.items).toHaveLength(2);
    const next = await world.list('acme', { limit: '2', cursor: first.json.nextCursor });
    expect(next.json.items).toHaveLength(2);
    expect((await world.list('blog', { limit: '2', cursor: first.json.nextCursor })).status).toBe(400);
    const rejected = await world.list('acme', { state: 'rejected' });
    expect(new Set(rejected.json.items.map((each: { state: string }) => each.state))).toEqual(new Set(['rejected']));
    expect((await world.list('rival')).json.items).toEqual([]);
    expect((await world.list('finance', { publisherId: 'pub_blog' })).json.items.length).toBeGreaterThan(5);
    expect((await world.list('blog', { publisherId: 'pub_other' })).status).toBe(404);
  });
});

describe('what a dispute refuses', () => {
  it('a second one of the same outcome, also at the same moment, and whatever became of the first', async () => {
    await world.qualify('call_twice');
    const answers = await Promise.all(Array.from({ length: 5 }, () => world.open('call_twice')));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    const { json } = await world.list('operator');
    const { disputeId } = json.items.find((each: { outcomeId: string }) => each.outcomeId === 'call_twice');
    await world.withdraw(disputeId);
    const again = await world.open('call_twice');
    expect(again.status).toBe(409);
    expect(again.json.detail).toContain('disputed before');
  });

  it('one after its window, and says when that ended', async () => {
    await world.qualify('call_late');
    world.clock.advance(15 * DAY_MS);
    const { status, json } = await world.open('call_late');
    expect(status).toBe(409);
    expect(json.detail).toContain('could be disputed until the end of 2026-03-16');
  });

  it.each([
    ['another advertiser’s outcome', {}, 'rival', 404, ''],
    ['a publisher with an advertiser’s reason', {}, 'blog', 400, 'body.reason'],
    ['a claim above the charge', { claimMinor: 4_501 }, 'acme', 400, 'body.claimMinor'],
    ['a fraction of a cent', { claimMinor: 0.5 }, 'acme', 400, 'body.claimMinor'],
    ['a reason that is none', { reason: 'moody' }, 'acme', 400, 'body.reason'],
    ['no note', { note: ' ' }, 'acme', 400, 'body.note'],
    [
      'a link that is no web page',
      { evidence: [{ kind: 'link', url: 'javascript:alert(1)' }] },
      'acme',
      400,
      'body.evidence.0',
    ],
    ['an outcome that never was', { outcomeId: 'call_never' }, 'acme', 404, ''],
  ])('%s', async (_name, over, key, status, field) => {
    await world.qualify('call_bad');
    const answer = await world.open('call_bad', over, key);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(field);
  });

  it('steps of others, steps that are not theirs, and parts that are none', async () => {
    const disputeId = await opened('call_i');
    expect((await world.get(disputeId, 'rival')).status).toBe(404);
    expect((await world.answer(disputeId, { answer: 'accept' }, 'other')).status).toBe(404);
    expect((await world.withdraw(disputeId, 'rival')).status).toBe(404);
    expect((await world.decide(disputeId, { decision: 'accept' }, 'acme')).status).toBe(403);
    expect((await world.decide(disputeId, { decision: 'accept-part', creditMinor: 4_500 })).text).toContain(
      'body.creditMinor',
    );
    const tooMuch = { decision: 'accept-part', creditMinor: 1, clawbackMinor: 3_001 };
    expect((await world.decide(disputeId, tooMuch)).text).toContain('body.clawbackMinor');
    expect(await correctionsOf('call_i')).toEqual([]);
  });
});
