import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { readEnv } from '../../shared/platform/env.ts';
import { dynamoClicks } from '../../shared/reporting/clicks/dynamo-clicks.ts';
import { dynamoFacts, dynamoTraits } from '../../shared/reporting/dynamo-facts.ts';
import { dynamoNames } from '../../shared/reporting/dynamo-names.ts';
import { dynamoVisits } from '../../shared/reporting/dynamo-visits.ts';
import type { KeepPorts } from '../../shared/reporting/keep-facts.ts';
import type { RowPorts } from '../../shared/reporting/make-report.ts';
import type { ReportPorts } from '../../shared/reporting/read-facts.ts';

/** What keeping facts needs. */
export function composeKeeping(client: DynamoDBDocumentClient): KeepPorts {
  const env = readEnv('TABLE_REPORTS', 'TABLE_OUTCOMES', 'NETWORK_ZONE');
  return {
    facts: dynamoFacts(client, env.TABLE_REPORTS),
    traits: dynamoTraits(client, env.TABLE_OUTCOMES),
    zone: env.NETWORK_ZONE,
  };
}

/** What adding facts up needs. */
export function composeReports(client: DynamoDBDocumentClient): ReportPorts {
  const env = readEnv('TABLE_REPORTS', 'NETWORK_ZONE');
  return {
    facts: dynamoFacts(client, env.TABLE_REPORTS),
    visits: dynamoVisits(client, env.TABLE_REPORTS),
    clicks: clickStore(client),
    zone: env.NETWORK_ZONE,
  };
}

/** The same for a table of rows, which have names. */
export const composeRows = (client: DynamoDBDocumentClient): RowPorts => ({
  ...composeReports(client),
  names: dynamoNames(client, readEnv('TABLE_CATALOG').TABLE_CATALOG),
});

export function clickStore(client: DynamoDBDocumentClient) {
  const env = readEnv('TABLE_REPORTS', 'NETWORK_ZONE');
  return dynamoClicks(client, env.TABLE_REPORTS, env.NETWORK_ZONE);
}
