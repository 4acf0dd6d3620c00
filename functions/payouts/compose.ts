import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '../../shared/kernel/time.ts';
import { dynamoLines } from '../../shared/payouts/dynamo-lines.ts';
import { dynamoRuns } from '../../shared/payouts/dynamo-runs.ts';
import { documentClient } from '../../shared/platform/dynamo.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { createLog } from '../../shared/platform/log.ts';
import { apiDeps } from '../platform/api-deps.ts';

const client: DynamoDBDocumentClient = documentClient();

/** What every function of this context has. */
const stores = () => {
  const env = readEnv('TABLE_PAYOUTS', 'NETWORK_ZONE');
  return {
    client,
    runs: dynamoRuns(client, env.TABLE_PAYOUTS),
    lines: dynamoLines(client, env.TABLE_PAYOUTS),
    clock: systemClock,
    zone: env.NETWORK_ZONE,
  };
};

/** For what queues and schedules start. */
export const composeWorker = (verb: string) => ({ ...stores(), log: createLog(`payouts/${verb}`) });

/** For operations behind an API key. */
export const composeApi = (verb: string) => ({ ...stores(), ...apiDeps(`payouts/${verb}`, client) });
