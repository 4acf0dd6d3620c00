import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Clock } from '../kernel/time.ts';
import { cached } from '../platform/cache.ts';
import { FIRST_VERSION } from '../platform/change-from.ts';
import { putVersion } from '../platform/put-version.ts';
import { houseKey } from './keys.ts';
import { marketShape, type StandingMarket } from './market.ts';
import type { MarketReader, MarketStore } from './ports.ts';

const stored = z.object({ market: marketShape, version: z.int().positive().default(FIRST_VERSION) });

const read = async (
  client: DynamoDBDocumentClient,
  table: string,
  offerId: string,
  consistent: boolean,
): Promise<StandingMarket | undefined> => {
  const { Item } = await client.send(
    new GetCommand({ TableName: table, Key: houseKey(offerId), ConsistentRead: consistent }),
  );
  if (!Item) return undefined;
  const { market, version } = stored.parse(Item);
  return { ...market, offerId, version };
};

export const dynamoMarkets = (client: DynamoDBDocumentClient, table: string): MarketStore => ({
  get: (offerId) => read(client, table, offerId, true),
  set: ({ offerId, version, ...market }, seenVersion) =>
    putVersion(client, table, { ...houseKey(offerId), market, version }, seenVersion),
});

/** Cached, as routing reads them; most offers have none, and that is remembered too. */
export const dynamoMarketReader = (client: DynamoDBDocumentClient, table: string, clock: Clock): MarketReader => ({
  market: cached((offerId) => read(client, table, offerId, false), clock),
});
