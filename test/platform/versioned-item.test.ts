import type { DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { catalogTable } from '../../shared/catalog/keys.ts';
import { changeFrom, type Versioned } from '../../shared/platform/change-from.ts';
import { putVersion } from '../../shared/platform/put-version.ts';
import { changeItem } from '../../shared/platform/versioned-item.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';

const key = { pk: 'THING', sk: 'ONE' };

let client: DynamoDBDocumentClient;
let table: string;
beforeEach(async () => {
  client = testDocumentClient();
  table = await createTable(catalogTable);
});

/** Loses the table's first answer to each write, so that it is sent again, as the SDK does. */
const lossy = (): DynamoDBDocumentClient => {
  const twice = async (command: PutCommand | UpdateCommand) => {
    await client.send(command as PutCommand);
    return client.send(command as PutCommand);
  };
  return { send: twice } as unknown as DynamoDBDocumentClient;
};
const put = (by: DynamoDBDocumentClient, color: string, version: number, seen: number) =>
  putVersion(by, table, { ...key, color, version }, seen);
const change = (by: DynamoDBDocumentClient, color: string, seen?: number) =>
  changeItem(by, { table, key }, { color }, seen);

describe('a write whose first answer is lost', () => {
  it('is done once, and nobody is told that they were faster than themselves', async () => {
    expect(await put(lossy(), 'red', 1, 0)).toBe('put');
    expect(await put(lossy(), 'blue', 2, 1)).toBe('put');
    expect(await change(lossy(), 'green', 2)).toMatchObject({ color: 'green', version: 3 });
  });

  it('of somebody else is somebody else’s, even where it says the same', async () => {
    await put(lossy(), 'red', 1, 0);
    expect(await put(lossy(), 'red', 1, 0)).toBe('stale');
    expect(await put(lossy(), 'red', 2, 2)).toBe('stale');
    await expect(change(lossy(), 'red', 7)).rejects.toMatchObject({ kind: 'stale' });
  });
});

it('what is not there is changed by nobody', async () => {
  expect(await change(client, 'red')).toBeUndefined();
  expect(await change(client, 'red', 1)).toBeUndefined();
});

it('of seven who name no version each makes a change of its own', async () => {
  await put(client, 'none', 1, 0);
  let made = 1;
  const thing: Versioned<number> = {
    read: async () => made,
    versionOf: (version) => version,
    async write(_before, version) {
      const written = await put(client, 'some', version + 1, version);
      if (written === 'put') made = version + 1;
      return written === 'put' ? version + 1 : 'stale';
    },
  };
  // Who is refused was met by somebody else's change, and there are six of those at the most.
  const versions = await Promise.all(Array.from({ length: 7 }, () => changeFrom(thing, undefined)));
  expect(versions.sort((a, b) => a - b)).toEqual(Array.from({ length: 7 }, (_, index) => index + 2));
});
