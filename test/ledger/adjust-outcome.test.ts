import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../shared/kernel/time.ts';
import { type AdjustmentRequest, adjustOutcome } from '../../shared/ledger/adjust-outcome.ts';
import { MAX_CORRECTIONS, standingAfter } from '../../shared/ledger/correction.ts';
import { openOutcome } from '../outcomes/samples.ts';
import { type MoneyWorld, moneyWorld } from './money-world.ts';

let world: MoneyWorld;
let started: number;

beforeAll(async () => {
  world = await moneyWorld();
  started = world.clock.nowMs();
});

beforeEach(() => world.clock.set(started));

const of = (publisherId: string) => ({ terms: { ...openOutcome('x').terms, publisherId } });

const change = (outcomeId: string, chargeMinor: bigint, payoutMinor: bigint, over = {}): AdjustmentRequest => ({
  action: 'change',
  outcomeId,
  reason: 'half of it',
  chargeMinor,
  payoutMinor,
  currency: 'USD',
  ...over,
});

const reverse = (outcomeId: string): AdjustmentRequest => ({ action: 'reverse', outcomeId, reason: 'duplicate' });

describe('adjusting an outcome', () => {
  it('credits the advertiser and claws back the publisher in one entry, once, from wherever it is asked', async () => {
    await world.qualify('call_a', of('pub_a'));
    await Promise.all(
      Array.from({ length: 8 }, () => adjustOutcome(world.deps, change('call_a', -2_250n, -1_500n), 'c1')),
    );
    world.clock.advance(3 * DAY_MS);
    await adjustOutcome(world.deps, change('call_a', -2_250n, -1_500n), 'c1');
    const corrections = (await world.entriesOf('pub_a')).filter(({ kind }) => kind === 'adjustment');
    expect(corrections).toMatchObject([
      {
        outcomeId: 'call_a',
        reason: 'half of it',
        payableDay: '2026-03-02',
        postings: [{ amountMinor: -2_250n }, { amountMinor: 1_500n }, { amountMinor: 750n }],
      },
    ]);
    expect(await world.balancesOf('pub_a')).toEqual({
      'advertiser:adv_acme:receivable': 2_250n,
      'publisher:pub_a:payable': -1_500n,
      'network:revenue': -750n,
    });
  });

  it('reverses all that is left, and an undo of the reversal restores it; nothing is undone twice', async () => {
    await world.qualify('call_b', of('pub_b'));
    const before = await world.balancesOf('pub_b');
    const { adjustmentId } = await adjustOutcome(world.deps, reverse('call_b'), 'c1');
    expect(Object.values(await world.balancesOf('pub_b'))).toEqual([0n, 0n, 0n]);
    const undo: AdjustmentRequest = { action: 'undo', outcomeId: 'call_b', reason: 'it was none', adjustmentId };
    await adjustOutcome(world.deps, undo, 'c2');
    await adjustOutcome(world.deps, undo, 'c3');
    expect(await world.balancesOf('pub_b')).toEqual(before);
    expect(await world.entriesOf('pub_b')).toHaveLength(3);
  });

  it('makes good what stopped between deciding and booking, whoever corrects next', async () => {
    await world.qualify('call_c', of('pub_c'));
    const broken = { ...world.deps, book: { ...world.deps.book, book: () => Promise.reject(new Error('cut off')) } };
    await expect(adjustOutcome(broken, change('call_c', -500n, -300n), 'c1')).rejects.toThrow('cut off');
    await adjustOutcome(world.deps, change('call_c', -100n, 0n), 'c2');
    expect(await world.balancesOf('pub_c')).toMatchObject({
      'advertiser:adv_acme:receivable': 3_900n,
      'publisher:pub_c:payable': -2_700n,
    });
  });

  it('is final after the clawback window, except for a retry of what was made in time', async () => {
    await world.qualify('call_d', of('pub_d'));
    await adjustOutcome(world.deps, change('call_d', -1n, 0n), 'in time');
    world.clock.advance(46 * DAY_MS);
    await adjustOutcome(world.deps, change('call_d', -1n, 0n), 'in time');
    await expect(adjustOutcome(world.deps, reverse('call_d'), 'late')).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('is final since the end of 2026-04-16'),
    });
    expect(await world.entriesOf('pub_d')).toHaveLength(2);
  });

  it.each([
    ['more than was charged', change('call_e', -4_501n, 0n), 'body.chargeMinor'],
    ['more than was earned', change('call_e', 0n, -3_001n), 'body.payoutMinor'],
    ['more than any outcome comes to', change('call_e', 999_999_999_999n, 0n), 'body.chargeMinor'],
    ['nothing', change('call_e', 0n, 0n), 'body.chargeMinor'],
    ['another currency', change('call_e', -1n, -1n, { currency: 'EUR' }), 'body.currency'],
    [
      'an adjustment that is not of this outcome',
      { action: 'undo', outcomeId: 'call_e', reason: 'x', adjustmentId: 'adj_no' } as const,
      'body.adjustmentId',
    ],
  ])('refuses %s and leaves nothing', async (_name, request, field) => {
    await world.qualify('call_e', of('pub_e'));
    await expect(adjustOutcome(world.deps, request, 'c1')).rejects.toMatchObject({
      kind: 'invalid',
      fields: [{ field }],
    });
    expect(await world.entriesOf('pub_e')).toHaveLength(1);
  });

  it('refuses an outcome nobody knows, one that owes nothing, the same cause for something else, and the 41st', async () => {
    await expect(adjustOutcome(world.deps, reverse('call_never'), 'c1')).rejects.toMatchObject({ kind: 'not-found' });
    await world.outcomes.open(openOutcome('call_open'));
    await expect(adjustOutcome(world.deps, reverse('call_open'), 'c1')).rejects.toMatchObject({ kind: 'conflict' });
    await world.qualify('call_f', of('pub_f'));
    await adjustOutcome(world.deps, change('call_f', -1n, 0n), 'c1');
    const other = change('call_f', -2n, 0n);
    await expect(adjustOutcome(world.deps, other, 'c1')).rejects.toMatchObject({ kind: 'unprocessable' });
    for (let at = 2; at <= MAX_CORRECTIONS; at += 1) {
      await adjustOutcome(world.deps, change('call_f', -1n, 0n), `c${at}`);
    }
    await expect(adjustOutcome(world.deps, change('call_f', -1n, 0n), 'c41')).rejects.toMatchObject({
      kind: 'conflict',
    });
    expect(await world.entriesOf('pub_f')).toHaveLength(1 + MAX_CORRECTIONS);
  });

  it('at the same moment as others never takes back more than there was', async () => {
    await world.qualify('call_g', of('pub_g'));
    const answers = await Promise.allSettled(
      Array.from({ length: 4 }, (_, at) => adjustOutcome(world.deps, change('call_g', -2_000n, -1_500n), `c${at}`)),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(await world.balancesOf('pub_g')).toMatchObject({
      'advertiser:adv_acme:receivable': 500n,
      'publisher:pub_g:payable': 0n,
    });
  });
});

describe('any corrections, in any order, however often each is repeated', () => {
  it('come to the same balances: the worth and its changes, summing to zero', async () => {
    const step = fc.record({ chargeMinor: fc.bigInt(-400n, 400n), payoutMinor: fc.bigInt(-300n, 300n) });
    const steps = fc.array(step, { minLength: 1, maxLength: 5 });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(steps, fc.infiniteStream(fc.nat()), async (changes, dice) => {
        run += 1;
        const results: Record<string, bigint>[] = [];
        for (const order of [changes.map((_, at) => at), shuffled(changes.length, dice)]) {
          const name = `prop_${run}_${results.length}`;
          await world.qualify(`call_${name}`, of(`pub_${name}`));
          for (const at of [...order, ...order.slice(0, 2)]) {
            const { chargeMinor = 0n, payoutMinor = 0n } = changes[at] ?? {};
            if (chargeMinor === 0n && payoutMinor === 0n) continue;
            await adjustOutcome(world.deps, change(`call_${name}`, chargeMinor, payoutMinor), `c${at}`);
          }
          const found = (await world.deps.corrections.read([`call_${name}`])).get(`call_${name}`);
          const standing = found && standingAfter(found);
          const balances = await world.balancesOf(`pub_${name}`);
          expect(balances[`publisher:pub_${name}:payable`]).toBe(-(standing?.payoutMinor ?? -1n));
          expect(Object.values(balances).reduce((sum, each) => sum + each, 0n)).toBe(0n);
          results.push({
            charge: balances['advertiser:adv_acme:receivable'] ?? 0n,
            revenue: balances['network:revenue'] ?? 0n,
          });
        }
        expect(results[0]).toEqual(results[1]);
      }),
      { numRuns: 12 },
    );
  });
});

function shuffled(length: number, dice: Iterator<number>): number[] {
  const order = Array.from({ length }, (_, at) => at);
  return order
    .map((at) => ({ at, dice: dice.next().value ?? 0 }))
    .sort((a, b) => a.dice - b.dice)
    .map(({ at }) => at);
}
