import { BatchWriteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { catalogTable } from '../../shared/catalog/keys.ts';
import { queryPage } from '../../shared/platform/query-page.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';

const list = { name: 'lines', fixed: { pk: 'RUN#1' }, free: ['sk'] };

describe('a page of a list that shares its partition', () => {
  it('refuses a cursor that points beside the list, which DynamoDB would fail on', async () => {
    const client = testDocumentClient();
    const table = await createTable(catalogTable);
    for (const sk of ['LINE#1', 'LINE#2', 'LINE#3', 'RUN', 'SECRET#1']) {
      await client.send(new PutCommand({ TableName: table, Item: { pk: 'RUN#1', sk } }));
    }
    const source = { table, list, prefix: { attribute: 'sk', value: 'LINE#' } };
    const read = (cursor?: string) => queryPage(client, source, { limit: 2, cursor }, ({ sk }) => String(sk));
    const first = await read();
    expect(first.items).toEqual(['LINE#1', 'LINE#2']);
    expect((await read(first.nextCursor)).items).toEqual(['LINE#3']);
    const honest = JSON.parse(Buffer.from(first.nextCursor ?? '', 'base64url').toString());
    for (const sk of ['RUN', 'A', 'line#1', 'LINE']) {
      const forged = Buffer.from(JSON.stringify({ ...honest, k: [sk] })).toString('base64url');
      await expect(read(forged)).rejects.toMatchObject({ kind: 'invalid', fields: [{ field: 'query.cursor' }] });
    }
  });
});

describe('a page of what a filter lets through', () => {
  it('is full while there is enough, and no item is missed or doubled from page to page', async () => {
    const client = testDocumentClient();
    const table = await createTable(catalogTable);
    const names = Array.from({ length: 25 }, (_, index) => `LINE#${String(index).padStart(2, '0')}`);
    for (const [index, sk] of names.entries()) {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: { pk: 'RUN#1', sk, line: { state: index % 5 ? 'paid' : 'carried' } },
        }),
      );
    }
    const read = (state: string | undefined, limit: number, cursor?: string) =>
      queryPage(client, { table, list, where: { 'line.state': state } }, { limit, cursor }, ({ sk }) => String(sk));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await read('carried', 2, cursor);
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(names.filter((_, index) => index % 5 === 0));
    expect((await read(undefined, 100)).items).toEqual(names);
    expect(await read('lost', 3)).toEqual({ items: [] });
  });

  it('names its own last item where more was passed over after it', async () => {
    const client = testDocumentClient();
    const table = await createTable(catalogTable);
    const names = Array.from({ length: 520 }, (_, index) => `LINE#${String(index).padStart(3, '0')}`);
    const puts = names.map((sk, index) => ({
      PutRequest: { Item: { pk: 'RUN#1', sk, line: { state: index % 510 ? 'paid' : 'carried' } } },
    }));
    for (let from = 0; from < puts.length; from += 25) {
      await client.send(new BatchWriteCommand({ RequestItems: { [table]: puts.slice(from, from + 25) } }));
    }
    const where = { 'line.state': 'carried' };
    const read = (cursor?: string) =>
      queryPage(client, { table, list, where }, { limit: 1, cursor }, ({ sk }) => String(sk));
    const first = await read();
    const { k } = JSON.parse(Buffer.from(first.nextCursor ?? '', 'base64url').toString());
    expect([first.items, k]).toEqual([['LINE#000'], ['LINE#000']]);
    expect((await read(first.nextCursor)).items).toEqual(['LINE#510']);
  });
});
