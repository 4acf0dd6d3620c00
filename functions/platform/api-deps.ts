import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { authenticateKey } from '../../shared/catalog/authenticate-key.ts';
import { dynamoKeys } from '../../shared/catalog/dynamo-keys.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import { readEnv } from '../../shared/platform/env.ts';
import type { Authenticate } from '../../shared/platform/http/principal.ts';
import { createLog, type Log } from '../../shared/platform/log.ts';
import { secretReader } from '../../shared/platform/secrets.ts';

/** What `apiHandler` needs, from the environment that `withApiKey` (infra/constructs/api-access.ts) grants. */
export function apiDeps(service: string, client: DynamoDBDocumentClient): { log: Log; authenticate: Authenticate } {
  const env = readEnv('TABLE_CATALOG', 'SECRET_OPERATOR_KEY_ARN');
  const secret = secretReader(env.SECRET_OPERATOR_KEY_ARN, systemClock);
  const keys = dynamoKeys(client, env.TABLE_CATALOG);
  const operatorKey = async () => (await secret())[0];
  return { log: createLog(service), authenticate: authenticateKey({ keys, operatorKey, clock: systemClock }) };
}
