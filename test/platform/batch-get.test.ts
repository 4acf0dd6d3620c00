import { BatchGetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, it } from 'vitest';
import { outcomesTable } from '../../shared/outcomes/keys.ts';
import { batchGet } from '../../shared/platform/batch-get.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';

const keyOf = (index: number) => ({ pk: `P#${index}`, sk: 'S' });

it('reads as many as are asked for, a key that is named twice once, and leaves out what is not there', async () => {
  const client = testDocumentClient();
  const table = await createTable(outcomesTable);
  const there = Array.from({ length: 130 }, (_, index) => index);
  await Promise.all(
    there.map((index) => client.send(new PutCommand({ TableName: table, Item: { ...keyOf(index), index } }))),
  );
  const asked = [...there, ...there, 1_000].map(keyOf);
  const items = await batchGet(client, { table, consistent: true, only: 'pk' }, asked);
  expect(items.map(({ pk }) => pk).sort()).toEqual(there.map((index) => `P#${index}`).sort());
  expect(items[0]).not.toHaveProperty('index');
  expect(await batchGet(client, { table }, [])).toEqual([]);
});

it('asks again for what the table had no room for, and says so where it never has', async () => {
  const client = testDocumentClient();
  const mock = mockClient(client);
  const left = { UnprocessedKeys: { t: { Keys: [keyOf(2)] } } };
  mock
    .on(BatchGetCommand)
    .resolvesOnce({ Responses: { t: [keyOf(1)] }, ...left })
    .resolves({ Responses: { t: [keyOf(2)] } });
  expect(await batchGet(client, { table: 't' }, [keyOf(1), keyOf(2)])).toEqual([keyOf(1), keyOf(2)]);
  mock.on(BatchGetCommand).resolves({ Responses: {}, ...left });
  await expect(batchGet(client, { table: 't' }, [keyOf(2)])).rejects.toMatchObject({ kind: 'unavailable' });
  mock.restore();
});
