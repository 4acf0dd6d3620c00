import { DeleteCommand, PutCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditBooksHandler } from '../../functions/billing/audit-books/handler.ts';
import { auditBooks } from '../../shared/billing/audit-books.ts';
import { dynamoLedgerScan } from '../../shared/billing/dynamo-ledger-scan.ts';
import { ledgerTable } from '../../shared/ledger/keys.ts';
import { type AdvertiserEntry, account, type Entry } from '../../shared/ledger/model.ts';
import type { CounterName } from '../../shared/platform/counters.ts';
import { verdictEntry } from '../ledger/samples.ts';
import { createTable } from '../support/tables.ts';
import { api } from './keys.ts';
import { createBooks, itemOf } from './world.ts';

const deposit: AdvertiserEntry = {
  entryId: 'deposit_1',
  kind: 'deposit',
  advertiserId: 'adv_acme',
  day: '2026-02-27',
  bookedAtMs: Date.parse('2026-02-27T12:00:00Z'),
  reason: 'wire',
  postings: [
    { account: account.cash, amountMinor: 5_000n, currency: 'USD' },
    { account: account.receivable('adv_acme'), amountMinor: -5_000n, currency: 'USD' },
  ],
};
const entries: readonly (Entry | AdvertiserEntry)[] = [
  { ...verdictEntry('a', '2026-03-09'), bookedAtMs: Date.parse('2026-02-10T12:00:00Z') },
  { ...verdictEntry('b', '2026-03-09', { currency: 'EUR' }), bookedAtMs: Date.parse('2026-02-11T12:00:00Z') },
  { ...verdictEntry('march', '2026-03-09'), bookedAtMs: Date.parse('2026-03-01T12:00:00Z') },
  deposit,
];

async function createWorld() {
  const books = await createBooks();
  const table = await createTable(ledgerTable);
  for (const entry of entries) await books.client.send(new PutCommand({ TableName: table, Item: itemOf(entry) }));
  const frozen = { pk: 'PUB#pub_blog', sk: 'FROZEN#entry_1#00', day: '2026-03-09', inputHash: 'x' };
  await books.client.send(new PutCommand({ TableName: table, Item: frozen }));
  return { ...api, ...books, ledgerTableName: table, ledger: dynamoLedgerScan(books.client, table) };
}

let world: Awaited<ReturnType<typeof createWorld>>;
beforeEach(async () => {
  world = await createWorld();
});

const accounts = async () => world.balances.all(undefined);

describe('the audit of the books', () => {
  it('finds books that follow the ledger in order, entries of an open month left aside', async () => {
    await world.stream(...entries.slice(0, 2), deposit);
    expect(await auditBooks(world, '2026-02')).toEqual({
      through: '2026-02',
      entries: 3,
      differences: [],
      differencesFound: 0,
    });
    expect((await auditBooks(world, '2026-03')).differencesFound).toBe(3);
  });

  it('names each account that differs, rings, and mends what was never entered', async () => {
    await world.stream(...entries.slice(1));
    const counted: CounterName[] = [];
    const audit = auditBooksHandler({ ...world, count: (name) => void counted.push(name) });
    expect(await audit({ time: '2026-03-02T09:30:00Z' })).toEqual({
      through: '2026-02',
      entries: 3,
      differencesFound: 3,
    });
    expect(counted).toEqual(['BooksDiffer']);
    const { differences } = await auditBooks(world, '2026-02');
    expect(differences).toContainEqual({
      where: 'books',
      what: 'USD is not in the books',
      account: account.payable('pub_blog'),
      expectedMinor: -3_000n,
      foundMinor: 0n,
    });
    expect(await audit({ month: '2026-02', mend: true })).toMatchObject({ differencesFound: 0 });
    await expect(audit({ month: 'soon' })).rejects.toThrow();
  });

  it('finds a balance that was tampered with', async () => {
    await world.stream(...entries);
    const key = { pk: 'BAL#2026', sk: `${account.payable('pub_blog')}#EUR#0` };
    await world.client.send(
      new UpdateCommand({
        TableName: world.table,
        Key: key,
        UpdateExpression: 'ADD m02 :one',
        ExpressionAttributeValues: { ':one': 1 },
      }),
    );
    expect((await auditBooks(world, '2026-03')).differences).toMatchObject([
      { account: account.payable('pub_blog'), expectedMinor: -3_000n, foundMinor: -2_999n },
    ]);
  });

  it('rebuilds the books from the ledger alone', async () => {
    await world.stream(...entries);
    const before = await accounts();
    const { Items = [] } = await world.client.send(new ScanCommand({ TableName: world.table }));
    for (const { pk, sk } of Items)
      await world.client.send(new DeleteCommand({ TableName: world.table, Key: { pk, sk } }));
    expect(await accounts()).toEqual([]);
    await auditBooks(world, '2026-03', true);
    expect(await accounts()).toEqual(before);
    expect((await auditBooks(world, '2026-03')).differencesFound).toBe(0);
  });
});
