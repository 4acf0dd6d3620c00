import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { readEnv } from '../../shared/platform/env.ts';
import { dynamoFacts, dynamoTraits } from '../../shared/reporting/dynamo-facts.ts';
import type { KeepPorts } from '../../shared/reporting/keep-facts.ts';

/** What keeping facts needs. */
export function composeKeeping(client: DynamoDBDocumentClient): KeepPorts {
  const env = readEnv('TABLE_REPORTS', 'TABLE_OUTCOMES', 'NETWORK_ZONE');
  return {
    facts: dynamoFacts(client, env.TABLE_REPORTS),
    traits: dynamoTraits(client, env.TABLE_OUTCOMES),
    zone: env.NETWORK_ZONE,
  };
}
