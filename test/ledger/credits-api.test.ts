import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handlerOf } from '../../functions/outcomes/credit-outcome/handler.ts';
import { windows } from '../../shared/catalog/aftermath.ts';
import { DAY_MS } from '../../shared/kernel/time.ts';
import { adjustOutcome } from '../../shared/ledger/adjust-outcome.ts';
import { api } from '../outcomes/api-world.ts';
import { openOutcome } from '../outcomes/samples.ts';
import { callApi } from '../support/api-event.ts';
import { type MoneyWorld, moneyWorld } from './money-world.ts';

const WINDOWS = { disputeDays: 14, clawbackDays: 45, feedbackDays: 45, creditDays: 5 };

let world: MoneyWorld;
let started: number;
beforeAll(async () => {
  world = await moneyWorld({ windows: WINDOWS });
  started = world.clock.nowMs();
});
beforeEach(() => world.clock.set(started));

const qualify = (outcomeId: string) =>
  world.qualify(outcomeId, { terms: { ...openOutcome('x').terms, publisherId: `pub_${outcomeId}` } });
const credit = (outcomeId: string, key = 'acme', reason = 'does not decide', deps: object = world.deps) =>
  callApi(handlerOf({ ...api, ...(deps as MoneyWorld['deps']) }), {
    ...{ method: 'PUT', key, params: { outcomeId }, body: { reason } },
  });

describe('PUT /v1/outcomes/{outcomeId}/credit', () => {
  it('gives both sides back in one entry, once, however often and at once it is asked for', async () => {
    await qualify('meet_1');
    const answers = await Promise.all(Array.from({ length: 4 }, () => credit('meet_1')));
    expect(answers.map(({ json }) => json.creditMinor)).toEqual(Array(4).fill(4_500));
    const entries = (await world.entriesOf('pub_meet_1')).filter(({ kind }) => kind === 'adjustment');
    expect(entries).toMatchObject([{ reason: 'credited: does not decide', outcomeId: 'meet_1' }]);
    expect(Object.values(await world.balancesOf('pub_meet_1'))).toEqual([0n, 0n, 0n]);
    expect((await credit('meet_1', 'acme', 'another reason')).status).toBe(422);
  });

  it('gives back what an adjustment left, and nothing where nothing is left', async () => {
    await qualify('meet_2');
    const part = { action: 'change', chargeMinor: -500n, payoutMinor: -300n, currency: 'USD' } as const;
    await adjustOutcome(world.deps, { ...part, outcomeId: 'meet_2', reason: 'short' }, 'c1');
    expect((await credit('meet_2')).json).toMatchObject({ creditMinor: 4_000 });
    await qualify('meet_3');
    await adjustOutcome(world.deps, { action: 'reverse', outcomeId: 'meet_3', reason: 'fraud' }, 'c1');
    expect((await credit('meet_3')).json).toEqual({ outcomeId: 'meet_3', creditMinor: 0 });
    for (const publisherId of ['pub_meet_2', 'pub_meet_3']) {
      expect(Object.values(await world.balancesOf(publisherId)).every((each) => each === 0n)).toBe(true);
    }
  });

  it('ends with its last day; what was credited in time may be asked for again', async () => {
    await qualify('meet_4');
    await qualify('meet_5');
    world.clock.set(started + 5 * DAY_MS);
    expect((await credit('meet_4')).status).toBe(200);
    world.clock.set(started + 6 * DAY_MS);
    const late = await credit('meet_5');
    expect([late.status, late.json.detail]).toEqual([409, expect.stringContaining('is final since the end of')]);
    expect((await credit('meet_4')).json).toMatchObject({ creditMinor: 4_500 });
  });

  it.each([
    ['another’s outcome', 'rival', 'x', 404],
    ['a publisher', 'blog', 'x', 403],
    ['no reason', 'acme', ' ', 400],
  ])('refuses %s', async (_name, key, reason, status) => {
    await qualify('meet_6');
    expect((await credit('meet_6', key, reason)).status).toBe(status);
  });

  it('is not given where the offer says nothing of it', async () => {
    await qualify('meet_7');
    const terms = { terms: async (ref: object) => ({ ...(await world.deps.terms.terms(ref)), windows: undefined }) };
    const answer = await credit('meet_7', 'acme', 'x', { ...world.deps, terms });
    expect([answer.status, answer.json.detail]).toEqual([409, expect.stringContaining('gives no credit')]);
  });

  it('has a window that money can still move in', () => {
    expect(windows.safeParse({ ...WINDOWS, creditDays: 46 }).success).toBe(false);
    expect(windows.safeParse({ ...WINDOWS, creditDays: 45 }).success).toBe(true);
  });
});
