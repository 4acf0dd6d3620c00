import { beforeEach, describe, expect, it } from 'vitest';
import { enterEntriesHandler } from '../../functions/billing/enter-entries/handler.ts';
import { setBillingTermsHandler } from '../../functions/billing/set-billing-terms/handler.ts';
import { dynamoTerms } from '../../shared/billing/dynamo-terms.ts';
import { followCredit } from '../../shared/billing/follow-credit.ts';
import { takeDeposit } from '../../shared/billing/take-deposit.ts';
import { routeCall } from '../../shared/calls/route-call.ts';
import { gather } from '../../shared/calls/routing/gather.ts';
import { dynamoAdvertisers } from '../../shared/catalog/dynamo-advertisers.ts';
import { dynamoCredit, dynamoCreditReader } from '../../shared/catalog/dynamo-credit.ts';
import { catalogTable } from '../../shared/catalog/keys.ts';
import type { AdvertiserEntry, Entry } from '../../shared/ledger/model.ts';
import { payoutsTable } from '../../shared/payouts/keys.ts';
import { call } from '../calls/routing/fixture.ts';
import { offer, target } from '../catalog/fixture.ts';
import { verdictEntry } from '../ledger/samples.ts';
import { callApi } from '../support/api-event.ts';
import { silentLog } from '../support/log.ts';
import { createTable } from '../support/tables.ts';
import { api } from './keys.ts';
import { createBooks, itemOf, recordOf } from './world.ts';

const ACME = 'adv_acme';
const TERMS = { legalName: 'Acme', addressLines: ['1 Main St'], taxBps: 0, currency: 'USD' };

async function createWorld() {
  const books = await createBooks();
  const { client, clock } = books;
  const catalog = await createTable(catalogTable);
  const advertisers = dynamoAdvertisers(client, catalog);
  await advertisers.create({ advertiserId: ACME, name: 'Acme', createdAtMs: 1 });
  const terms = dynamoTerms(client, await createTable(payoutsTable));
  const credit = dynamoCredit(client, catalog);
  const ports = { balances: books.balances, terms, credit };
  const handler = enterEntriesHandler({
    books: books.books,
    followCredit: (advertiserId) => followCredit(ports, advertiserId),
    log: silentLog,
    count: () => {},
  });
  const house = offer({ advertiserId: ACME, fallbackDestination: { kind: 'number', number: '+13125550199' } });
  const reader = dynamoCreditReader(client, catalog, clock);
  return {
    ...api,
    ...books,
    ...{ advertisers, terms, credit, ports, reader },
    stream: (...entries: readonly (Entry | AdvertiserEntry)[]) =>
      handler({ Records: entries.map((entry, index) => recordOf(itemOf(entry), index)) }),
    /** Where a call goes now, and why not to the target. */
    async route() {
      clock.advance(5_001);
      const contest = await gather(
        {
          catalog: {
            currentOffer: async () => house,
            deal: async () => undefined,
            targetsOf: async () => [target({ offerId: house.offerId, advertiserId: ACME })],
          },
          credit: reader,
        },
        house.offerId,
        'pub_1',
        { atMs: clock.nowMs() },
      );
      const capacity = {
        reserve: async () => 'unlimited' as const,
        release: async () => {},
        noteHeard: async () => {},
        noteUnanswered: async () => undefined,
      };
      const { route, considered } = await routeCall(capacity, call(), contest, undefined);
      const [first] = considered;
      return first?.fate.kind === 'refused' ? `${route.kind}: ${first.fate.why.refusal}` : route.kind;
    },
  };
}

let world: Awaited<ReturnType<typeof createWorld>>;
beforeEach(async () => {
  world = await createWorld();
});

const setTerms = (body: object) =>
  callApi(setBillingTermsHandler(world), {
    method: 'PUT',
    key: 'finance',
    params: { advertiserId: ACME },
    body: { ...TERMS, ...body },
  });
const charge = (outcomeId: string) =>
  verdictEntry(outcomeId, '2026-03-09', { chargeMinor: 4_000n, payoutMinor: 3_000n });
const deposit = async (depositId: string, amountMinor: bigint) => {
  let booked: AdvertiserEntry | undefined;
  const advertiserBook = { book: async (entry: AdvertiserEntry) => (booked = entry) };
  await takeDeposit(
    { ...world, advertiserBook },
    { advertiserId: ACME, depositId, amountMinor, currency: 'USD', reason: 'paid in' },
  );
  if (!booked) throw new Error('nothing was booked');
  await world.stream(booked);
};

describe('calls to an advertiser who may spend only so much', () => {
  it('stop before the credit limit is passed, its fallback included, and go on after a deposit', async () => {
    expect(await world.route()).toBe('target');
    await setTerms({ creditLimitMinor: 9_000 });
    await world.stream(charge('a'));
    expect(await world.route()).toBe('target');
    await world.stream(charge('b'));
    // 1,000 are left, and a call costs 4,000.
    expect(await world.route()).toBe('none: credit');
    await deposit('wire-1', 3_000n);
    expect(await world.route()).toBe('target');
  });

  it('stop when what was paid ahead is used up', async () => {
    await setTerms({ creditLimitMinor: 0 });
    expect(await world.route()).toBe('none: credit');
    await deposit('wire-1', 4_000n);
    expect(await world.route()).toBe('target');
    await world.stream(charge('a'));
    expect(await world.route()).toBe('none: credit');
  });

  it('keep free what calls under way will cost', async () => {
    await setTerms({ creditLimitMinor: 10_000, keptFreeMinor: 6_000 });
    expect(await world.route()).toBe('target');
    await setTerms({ creditLimitMinor: 10_000, keptFreeMinor: 6_001 });
    expect(await world.route()).toBe('none: credit');
  });

  it('are not limited in another currency than the terms’, nor without terms', async () => {
    await setTerms({ creditLimitMinor: 0, currency: 'EUR' });
    expect(await world.route()).toBe('target');
  });

  it('follow the latest reading of the books, though an earlier one comes later and repeats', async () => {
    await setTerms({ creditLimitMinor: 9_000 });
    await world.stream(charge('a'), charge('b'));
    await world.credit.keep({ advertiserId: ACME, currency: 'USD', availableMinor: 5_000n, postings: 1 });
    expect(await world.route()).toBe('none: credit');
    await world.stream(charge('a'), charge('b'));
    expect(await world.reader.credit(ACME)).toMatchObject({ availableMinor: 1_000n, postings: 2 });
  });
});
