import { beforeEach, describe, expect, it } from 'vitest';
import { handlerOf as agreeHandler } from '../../functions/billing/agree-retainer/handler.ts';
import { deliveredFrom } from '../../functions/billing/delivered.ts';
import { handlerOf as endHandler } from '../../functions/billing/end-retainer/handler.ts';
import { handlerOf as monthsHandler } from '../../functions/billing/list-retainer-months/handler.ts';
import { handlerOf as listHandler } from '../../functions/billing/list-retainers/handler.ts';
import { reportTo } from '../../functions/billing/report-retainer.ts';
import { settleRetainersHandler } from '../../functions/billing/settle-retainers/handler.ts';
import { dynamoRetainers } from '../../shared/billing/dynamo-retainers.ts';
import { dynamoOffers } from '../../shared/catalog/dynamo-offers.ts';
import { dynamoPublishers } from '../../shared/catalog/dynamo-publishers.ts';
import { catalogTable } from '../../shared/catalog/keys.ts';
import { payoutsTable } from '../../shared/payouts/keys.ts';
import { dynamoFacts } from '../../shared/reporting/dynamo-facts.ts';
import { dynamoPlacements } from '../../shared/reporting/dynamo-placements.ts';
import { reportsTable } from '../../shared/reporting/keys.ts';
import { makeReport } from '../../shared/reporting/make-report.ts';
import { offer, publisher } from '../catalog/fixture.ts';
import { type MoneyWorld, moneyWorld, ZONE } from '../ledger/money-world.ts';
import { api } from '../outcomes/api-world.ts';
import { callApi } from '../support/api-event.ts';
import { countingIds } from '../support/clock.ts';
import { silentLog } from '../support/log.ts';
import { createTable } from '../support/tables.ts';

let money: MoneyWorld;
let deps: Awaited<ReturnType<typeof open>>;
let delivered: number;

/** Fourteen on the first of April: March is over, in New York too. */
const APRIL_MS = Date.UTC(2026, 3, 1, 14);

async function open() {
  const payouts = await createTable(payoutsTable);
  const catalog = await createTable(catalogTable);
  const offers = dynamoOffers(money.client, catalog);
  const publishers = dynamoPublishers(money.client, catalog);
  await offers.create(offer({ advertiserId: 'adv_acme' }));
  await publishers.create(publisher({ publisherId: 'pub_blog' }));
  await publishers.create(publisher({ publisherId: 'pub_euro', tagKey: 'tag_euro', currency: 'EUR' }));
  const retainers = dynamoRetainers(money.client, payouts);
  const facts = dynamoFacts(money.client, await createTable(reportsTable));
  const report = reportTo(facts, dynamoPlacements(money.client, catalog, money.clock), ZONE);
  return { ...api, ...money.deps, ids: countingIds(), offers, publishers, retainers, facts, report };
}

beforeEach(async () => {
  money = await moneyWorld();
  deps = await open();
  delivered = 20;
  money.clock.set(APRIL_MS);
});

const WANTED = {
  ...{ publisherId: 'pub_blog', offerId: 'offer_1', currency: 'USD', minimumDelivered: 20, fromMonth: '2026-03' },
  ...{ chargeMinor: 100_000, payoutMinor: 80_000 },
};
const agree = (over: object = {}, key = 'finance') =>
  callApi(agreeHandler(deps), { method: 'POST', key, body: { ...WANTED, ...over } });
const settle = () => settleRetainersHandler({ ...deps, delivered: async () => delivered, log: silentLog })();
const end = (untilMonth: string, etag?: string) =>
  callApi(endHandler(deps), {
    method: 'PUT',
    key: 'finance',
    params: { retainerId: 'retainer_1' },
    body: { untilMonth },
    ...(etag !== undefined && { headers: { 'if-match': etag } }),
  });
const months = async () =>
  (await callApi(monthsHandler(deps), { key: 'finance', params: { retainerId: 'retainer_1' } })).json.items;

describe('a retainer', () => {
  it('stands in reports as it stands in the books, once, for each side its own', async () => {
    await agree();
    await settle();
    await settle();
    const none = { async *ofDay() {} };
    const names = { namesOf: async () => [] };
    const ports = { facts: deps.facts, visits: none, clicks: { facts: none }, names, zone: ZONE };
    const asked = { from: '2026-03-31', to: '2026-04-02', groupBy: ['day', 'offer', 'source'], filter: {} } as const;
    const shown = async (role: 'operator' | 'publisher' | 'advertiser', subjectId: string) =>
      (await makeReport(ports, { role, subjectId }, asked)).rows.map(({ group, money: [sum] }) => [group.source, sum]);
    const both = { chargeMinor: 100_000n, payoutMinor: 80_000n };
    expect(await shown('operator', 'network')).toMatchObject([['retainer', both]]);
    expect(await shown('publisher', 'pub_blog')).toMatchObject([['retainer', { payoutMinor: 80_000n }]]);
    expect(await shown('advertiser', 'adv_acme')).toMatchObject([['retainer', { chargeMinor: 100_000n }]]);
  });

  it('is booked once for a month in which enough was delivered, as one entry with its reason', async () => {
    expect((await agree()).json).toMatchObject({ retainerId: 'retainer_1', advertiserId: 'adv_acme' });
    await settle();
    await Promise.all([settle(), settle()]);
    const entries = await money.entriesOf('pub_blog');
    expect(entries).toMatchObject([
      {
        kind: 'adjustment',
        offerId: 'offer_1',
        reason: 'retainer for 2026-03: 20 delivered of at least 20',
        postings: [
          { account: 'advertiser:adv_acme:receivable', amountMinor: 100_000n },
          { account: 'publisher:pub_blog:payable', amountMinor: -80_000n },
          { account: 'network:revenue', amountMinor: -20_000n },
        ],
      },
    ]);
    expect(await months()).toEqual([{ month: '2026-03', delivered: 20, isOwed: true }]);
  });

  it('is not owed below its minimum, and what was decided stands whatever is counted later', async () => {
    await agree();
    delivered = 19;
    await settle();
    delivered = 25;
    await settle();
    expect(await money.entriesOf('pub_blog')).toEqual([]);
    expect(await months()).toEqual([{ month: '2026-03', delivered: 19, isOwed: false }]);
  });

  it('goes on where it was cut off between decision and entry', async () => {
    await agree();
    const broken = { ...deps.book, book: () => Promise.reject(new Error('cut off')) };
    const cut = settleRetainersHandler({ ...deps, book: broken, delivered: async () => 20, log: silentLog });
    await expect(cut()).rejects.toThrow('1 retainers were not settled for 2026-03');
    delivered = 0;
    await settle();
    expect(await money.entriesOf('pub_blog')).toHaveLength(1);
  });

  it('ends with the month that is named from what was seen, not over what a colleague named meanwhile', async () => {
    expect((await agree()).json.version).toBe(1);
    const answers = await Promise.all(['2026-04', '2026-05', '2026-06'].map((month) => end(month, '"1"')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    const first = answers.find(({ status }) => status === 200);
    expect(first).toMatchObject({ headers: { etag: '"2"' }, json: { version: 2 } });
    expect((await end('2026-07', '"2"')).json).toMatchObject({ untilMonth: '2026-07', version: 3 });
    expect((await end('2026-08', '3')).json.errors).toMatchObject([{ field: 'headers.if-match' }]);
    expect((await end('2026-08')).json).toMatchObject({ untilMonth: '2026-08', version: 4 });
  });

  it('covers the months from its first to its last', async () => {
    await agree({ fromMonth: '2026-04' });
    await settle();
    expect(await months()).toEqual([]);
    expect((await end('2026-03')).json.errors).toMatchObject([{ field: 'body.untilMonth' }]);
    expect((await end('2026-04')).json).toMatchObject({ untilMonth: '2026-04' });
    for (const month of [4, 5]) {
      money.clock.set(Date.UTC(2026, month, 1, 14));
      await settle();
    }
    expect((await months()).map((each: { month: string }) => each.month)).toEqual(['2026-04']);
  });

  it.each([
    [{ publisherId: 'pub_none' }, 'body.publisherId'],
    [{ publisherId: 'pub_euro' }, 'body.publisherId'],
    [{ offerId: 'offer_none' }, 'body.offerId'],
    [{ currency: 'EUR' }, 'body.currency'],
    [{ payoutMinor: 100_001 }, 'body.payoutMinor'],
    [{ chargeMinor: 10.5 }, 'body.chargeMinor'],
    [{ fromMonth: '2026-13' }, 'body.fromMonth'],
  ])('with %j is refused, naming %s', async (over, field) => {
    expect((await agree(over)).json.errors).toMatchObject([{ field }]);
    expect((await callApi(listHandler(deps), { key: 'finance' })).json.items).toEqual([]);
  });

  it('is for finance, and not for either side, to agree on', async () => {
    for (const key of ['acme', 'blog']) expect((await agree({}, key)).status).toBe(403);
  });
});

it('counts what was delivered out of the reports, day by day', async () => {
  const days: string[] = [];
  const fact = { kind: 'verdict', state: 'qualified' };
  const count = deliveredFrom({
    async *ofDay(day) {
      days.push(day);
      yield [fact, { ...fact, state: 'rejected' }] as never;
    },
  });
  const who = { advertiserId: 'adv_acme', publisherId: 'pub_blog', offerId: 'offer_1' };
  expect(await count(who, '2026-03-01', '2026-03-31')).toBe(31);
  expect(days[30]).toBe('2026-03-31');
});
