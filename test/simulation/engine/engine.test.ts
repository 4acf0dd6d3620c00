import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { catalogTable } from '../../../shared/catalog/keys.ts';
import { createTable, testDocumentClient } from '../../support/tables.ts';
import { anyCommands } from './commands.ts';
import { memoryClient } from './memory-client.ts';
import { MemoryEngine } from './memory-engine.ts';

const real = testDocumentClient();
/** Its index has every attribute. */
const schema = catalogTable;
let tables: string[];
const HISTORIES = 60;

beforeAll(async () => {
  tables = await Promise.all(Array.from({ length: HISTORIES * 3 }, () => createTable(schema)));
}, 60_000);

/** What came back, in words that both engines share: data as it is, errors by name, reasons and the item that refused. */
async function answerOf(client: DynamoDBDocumentClient, command: { readonly input: object }): Promise<unknown> {
  try {
    const answer: object = await client.send(command as never);
    const { Item, Items, Count, LastEvaluatedKey, Attributes } = answer as Record<string, unknown>;
    return { Item, Items, Count, LastEvaluatedKey, Attributes };
  } catch (error) {
    const { name, message, CancellationReasons, Item } = error as Error & Record<string, unknown>;
    const codes = (CancellationReasons as { Code: string }[] | undefined)?.map(({ Code }) => Code);
    return { error: name === 'Error' ? message.split(':')[0] : name, codes, Item };
  }
}

it('answers any history of requests as the real engine does', async () => {
  await fc.assert(
    fc.asyncProperty(anyCommands, async (commands) => {
      const name = tables.pop() ?? (await createTable(schema));
      const engine = new MemoryEngine([schema]);
      const fake = memoryClient(async (request) => engine.serve(request, { atMs: 0 }));
      for (const command of commands) {
        const expected = await answerOf(real, command(name));
        const sent = command(schema.name);
        expect(await answerOf(fake, sent), JSON.stringify(sent.input, plain)).toEqual(expected);
      }
    }),
    { numRuns: HISTORIES },
  );
}, 120_000);

it('refuses what it does not know, instead of guessing', () => {
  const engine = new MemoryEngine([schema]);
  const key = { pk: 'a', sk: 'b' };
  const update = (UpdateExpression: string) => ({
    op: 'UpdateCommand',
    input: { TableName: 'catalog', Key: key, UpdateExpression },
  });
  const values = { ExpressionAttributeValues: { ':x': 1 } };
  for (const request of [
    { op: 'ScanCommand', input: { TableName: 'catalog' } },
    { op: 'GetCommand', input: { TableName: 'nowhere', Key: key } },
    { op: 'GetCommand', input: { TableName: 'catalog', Key: { pk: 'a' } } },
    update('DELETE counter :x'),
    update('SET a = :unknown'),
    {
      op: 'PutCommand',
      input: { TableName: 'catalog', Item: key, ConditionExpression: 'contains(pk, :x)', ...values },
    },
    { op: 'QueryCommand', input: { TableName: 'catalog', KeyConditionExpression: 'sk = :x', ...values } },
  ]) {
    expect(() => engine.serve(request, { atMs: 0 }), request.op).toThrow();
  }
});

it('sees the past in eventually consistent reads, and only there', () => {
  const engine = new MemoryEngine([schema]);
  const key = { pk: 'a', sk: 'b' };
  const put = (version: number, atMs: number) =>
    engine.serve({ op: 'PutCommand', input: { TableName: 'catalog', Item: { ...key, version } } }, { atMs });
  put(1, 1_000);
  put(2, 2_000);
  const read = (input: object) =>
    engine.serve(
      { op: 'GetCommand', input: { TableName: 'catalog', Key: key, ...input } },
      { atMs: 2_500, lagMs: 1_000 },
    );
  expect(read({})).toEqual({ Item: { ...key, version: 1 } });
  expect(read({ ConsistentRead: true })).toEqual({ Item: { ...key, version: 2 } });
});

const plain = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value);
