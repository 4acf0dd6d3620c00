import { beforeAll, describe, expect, it } from 'vitest';
import { handlerOf as listHandler } from '../../functions/catalog/list-exchange-rates/handler.ts';
import { handlerOf as setHandler } from '../../functions/catalog/set-exchange-rate/handler.ts';
import { judgeHandler } from '../../functions/outcomes/judge-outcome/handler.ts';
import { dynamoRates } from '../../shared/catalog/dynamo-rates.ts';
import { conversionFor } from '../../shared/catalog/exchange-rate.ts';
import { catalogTable } from '../../shared/catalog/keys.ts';
import type { PriceRule } from '../../shared/catalog/price-rules.ts';
import { adjustOutcome } from '../../shared/ledger/adjust-outcome.ts';
import { owedBy } from '../../shared/ledger/model.ts';
import { verdictJournal } from '../../shared/ledger/post-entry.ts';
import { dynamoCustomers } from '../../shared/outcomes/dynamo-customers.ts';
import { dynamoPersonHistory } from '../../shared/outcomes/dynamo-person-history.ts';
import { api } from '../outcomes/api-world.ts';
import { facts, openOutcome } from '../outcomes/samples.ts';
import { callApi } from '../support/api-event.ts';
import { silentLog } from '../support/log.ts';
import { createTable } from '../support/tables.ts';
import { type MoneyWorld, moneyWorld, ZONE } from './money-world.ts';

/** 60.01 for calls of a minute and more, 10.00 for others; the publisher earns two thirds of it. */
const charge: PriceRule = {
  kind: 'tiers',
  tiers: [{ minTalkSeconds: 60, amountMinor: 6_001n }],
  otherwiseMinor: 1_000n,
};
const pricing = { charge, payout: { kind: 'charge-share', shareBps: 6_667 } } as const;

let world: MoneyWorld;
let rates: ReturnType<typeof dynamoRates>;
const again: unknown[] = [];

beforeAll(async () => {
  world = await moneyWorld({ currency: 'EUR', pricing });
  rates = dynamoRates(world.client, await createTable(catalogTable));
});

const judge = async (outcomeId: string) => {
  const { client, outcomesName, clock, deps, journal } = world;
  const handler = judgeHandler({
    log: silentLog,
    again: { send: async (message) => void again.push(message) },
    judge: {
      ...deps,
      history: dynamoPersonHistory(client, outcomesName),
      customers: dynamoCustomers(client, outcomesName),
      journal: verdictJournal({ book: journal, clock, zone: ZONE }),
      conversionOf: (_publisherId, currency, day) => conversionFor(rates, currency, 'USD', day),
    },
  });
  const body = JSON.stringify({ v: 1, outcomeId });
  return handler({ Records: [{ messageId: 'm', body, attributes: { ApproximateReceiveCount: '1' } }] } as never);
};

async function settled(outcomeId: string, publisherId: string): Promise<void> {
  await world.outcomes.open(openOutcome(outcomeId, { terms: { ...openOutcome('x').terms, publisherId } }));
  await world.outcomes.settle(outcomeId, facts());
}

const set = (body: object, key = 'finance') =>
  callApi(setHandler({ ...api, rates, clock: world.clock }), { method: 'PUT', key, body });

describe('a payout in another currency', () => {
  it('waits while the day has no rate, then is booked by the rate of the verdict’s day, and reversed by the same', async () => {
    await settled('call_fx', 'pub_fx');
    expect(await judge('call_fx')).toEqual({ batchItemFailures: [] });
    expect(again).toEqual([{ v: 1, outcomeId: 'call_fx' }]);
    expect((await world.outcomes.get('call_fx'))?.state).toBe('open');
    expect(await world.entriesOf('pub_fx')).toEqual([]);

    expect((await set({ from: 'EUR', to: 'USD', day: '2026-03-02', rate: '1.0834' })).status).toBe(200);
    await judge('call_fx');
    await judge('call_fx');
    const [entry, ...others] = await world.entriesOf('pub_fx');
    expect(others).toEqual([]);
    // 60.01 EUR × 66.67 % = 40.01 EUR = 43.35 USD
    expect(entry?.postings).toEqual([
      { account: 'advertiser:adv_acme:receivable', amountMinor: 6_001n, currency: 'EUR' },
      { account: 'publisher:pub_fx:payable', amountMinor: -4_335n, currency: 'USD' },
      { account: 'network:revenue', amountMinor: -2_000n, currency: 'EUR' },
      { account: 'network:exchange', amountMinor: -4_001n, currency: 'EUR' },
      { account: 'network:exchange', amountMinor: 4_335n, currency: 'USD' },
    ]);
    expect(entry && [...owedBy(entry)]).toEqual([['USD', 4_335n]]);

    const half = { chargeMinor: -3_000n, payoutMinor: -2_001n, currency: 'EUR' } as const;
    await adjustOutcome(world.deps, { action: 'change', outcomeId: 'call_fx', reason: 'half', ...half }, 'c1');
    await adjustOutcome(world.deps, { action: 'reverse', outcomeId: 'call_fx', reason: 'the rest' }, 'c2');
    const sums = new Map<string, bigint>();
    for (const { postings } of await world.entriesOf('pub_fx')) {
      for (const { account, currency, amountMinor } of postings) {
        const key = `${account} ${currency}`;
        sums.set(key, (sums.get(key) ?? 0n) + amountMinor);
      }
    }
    expect([...sums.values()]).toEqual([0n, 0n, 0n, 0n, 0n]);
  });
});

describe('PUT /v1/exchange-rates', () => {
  const rate = { from: 'GBP', to: 'USD', day: '2026-03-02', rate: '1.27' };
  const list = (query: Record<string, string>) =>
    callApi(listHandler({ ...api, rates }), { key: 'finance', query: { from: 'GBP', to: 'USD', ...query } });

  it('sets a day’s rate once; the same again changes nothing, another one is refused', async () => {
    expect((await set(rate)).json).toMatchObject(rate);
    expect((await set(rate)).status).toBe(200);
    expect((await set({ ...rate, rate: '1.28' })).status).toBe(409);
    await set({ ...rate, day: '2026-03-03', rate: '1.28' });
    expect((await list({})).json.items.map((each: { rate: string }) => each.rate)).toEqual(['1.28', '1.27']);
  });

  it('are listed page by page, each pair with cursors of its own', async () => {
    for (const day of ['2026-02-27', '2026-02-28', '2026-03-01']) await set({ ...rate, from: 'CHF', day });
    const first = (await list({ from: 'CHF', limit: '2' })).json;
    const rest = (await list({ from: 'CHF', limit: '2', cursor: first.nextCursor })).json;
    const days = [...first.items, ...rest.items].map((each: { day: string }) => each.day);
    expect(days).toEqual(['2026-03-01', '2026-02-28', '2026-02-27']);
    expect(rest.nextCursor).toBeUndefined();
    for (const query of [
      { from: 'GBP', cursor: first.nextCursor },
      { from: 'CHF', cursor: 'forged' },
    ]) {
      expect((await list(query)).json.errors).toMatchObject([{ field: 'query.cursor' }]);
    }
  });

  it.each([
    [{ rate: '0' }, 'body.rate'],
    [{ rate: '-1.27' }, 'body.rate'],
    [{ rate: 1.27 }, 'body.rate'],
    [{ to: 'GBP' }, 'body.to'],
    [{ to: 'XQQ' }, 'body.to'],
    [{ day: '2026-02-30' }, 'body.day'],
  ])('refuses %j', async (over, field) => {
    const answer = await set({ ...rate, ...over });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(field);
  });

  it('is finance’s and the network’s to set', async () => {
    expect((await set(rate, 'acme')).status).toBe(403);
  });
});
