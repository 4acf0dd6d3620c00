import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../kernel/time.ts';
import { cached } from '../platform/cache.ts';
import { wholeItems } from '../platform/whole-items.ts';
import { houseKey } from './keys.ts';
import { type Market, marketShape } from './market.ts';
import type { MarketReader, MarketStore } from './ports.ts';

const marketsIn = (client: DynamoDBDocumentClient, table: string) => wholeItems(client, table, 'market', marketShape);

export function dynamoMarkets(client: DynamoDBDocumentClient, table: string): MarketStore {
  const markets = marketsIn(client, table);
  return {
    async get(offerId) {
      const kept = await markets.get(houseKey(offerId), true);
      return kept && { ...kept, value: { ...kept.value, offerId } };
    },
    async set(market, seenVersion) {
      const { offerId, ...value } = market;
      const set = await markets.set(houseKey(offerId), value, seenVersion);
      return set === 'stale' ? set : { ...set, value: market };
    },
  };
}

/** Cached, as routing reads them; most offers have none, and that is remembered too. */
export function dynamoMarketReader(client: DynamoDBDocumentClient, table: string, clock: Clock): MarketReader {
  const markets = marketsIn(client, table);
  return {
    market: cached(async (offerId): Promise<Market | undefined> => {
      const kept = await markets.get(houseKey(offerId), false);
      return kept && { ...kept.value, offerId };
    }, clock),
  };
}
