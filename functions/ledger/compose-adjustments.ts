import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoCatalog } from '../../shared/catalog/dynamo-catalog.ts';
import { catalogTerms } from '../../shared/catalog/find-terms.ts';
import { type Clock, systemClock } from '../../shared/kernel/time.ts';
import { dynamoCorrections } from '../../shared/ledger/dynamo-corrections.ts';
import { dynamoFrozenDays } from '../../shared/ledger/dynamo-frozen-days.ts';
import { dynamoJournal } from '../../shared/ledger/dynamo-journal.ts';
import { dynamoUploads } from '../../shared/ledger/dynamo-uploads.ts';
import { readEnv } from '../../shared/platform/env.ts';

export interface MoneyTables {
  readonly catalog: string;
  readonly outcomes: string;
  readonly ledger: string;
}

/** What reads of outcomes, their terms and their corrections need. */
export const readingDeps = (
  client: DynamoDBDocumentClient,
  tables: Pick<MoneyTables, 'catalog' | 'outcomes'>,
  clock: Clock,
  zone: string,
) => ({
  corrections: dynamoCorrections(client, tables.outcomes),
  uploads: dynamoUploads(client, tables.outcomes),
  terms: catalogTerms(dynamoCatalog(client, tables.catalog, clock)),
  clock,
  zone,
});

/** What correcting an outcome needs. */
export const correctingDeps = (client: DynamoDBDocumentClient, tables: MoneyTables, clock: Clock, zone: string) => ({
  ...readingDeps(client, tables, clock, zone),
  book: dynamoJournal(client, tables.ledger),
  frozen: dynamoFrozenDays(client, tables.ledger),
});

export function composeReading(client: DynamoDBDocumentClient) {
  const env = readEnv('TABLE_CATALOG', 'TABLE_OUTCOMES', 'NETWORK_ZONE');
  const tables = { catalog: env.TABLE_CATALOG, outcomes: env.TABLE_OUTCOMES };
  return readingDeps(client, tables, systemClock, env.NETWORK_ZONE);
}

export function composeCorrecting(client: DynamoDBDocumentClient) {
  const env = readEnv('TABLE_CATALOG', 'TABLE_OUTCOMES', 'TABLE_LEDGER', 'NETWORK_ZONE');
  const tables = { catalog: env.TABLE_CATALOG, outcomes: env.TABLE_OUTCOMES, ledger: env.TABLE_LEDGER };
  return correctingDeps(client, tables, systemClock, env.NETWORK_ZONE);
}
