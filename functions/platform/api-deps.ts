import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { authenticateKey } from '../../shared/catalog/authenticate-key.ts';
import { dynamoKeys } from '../../shared/catalog/dynamo-keys.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import { readEnv } from '../../shared/platform/env.ts';
import type { ApiDeps } from '../../shared/platform/http/api.ts';
import { dynamoIdempotency } from '../../shared/platform/http/dynamo-idempotency.ts';
import { idempotency } from '../../shared/platform/http/idempotency.ts';
import { createLog } from '../../shared/platform/log.ts';
import { secretReader } from '../../shared/platform/secrets.ts';

/** What `apiHandler` needs, from the environment that `withApiKey` (infra/constructs/api-access.ts) grants. */
export function apiDeps(service: string, client: DynamoDBDocumentClient): ApiDeps {
  const env = readEnv('TABLE_CATALOG', 'SECRET_OPERATOR_KEY_ARN');
  const secret = secretReader(env.SECRET_OPERATOR_KEY_ARN, systemClock);
  const keys = dynamoKeys(client, env.TABLE_CATALOG);
  const operatorKey = async () => (await secret())[0];
  return { log: createLog(service), authenticate: authenticateKey({ keys, operatorKey, clock: systemClock }) };
}

/** The same for a POST that creates: repeats under one `Idempotency-Key` are one (`withIdempotency` grants it). */
export function createDeps(service: string, client: DynamoDBDocumentClient): ApiDeps {
  const { TABLE_CATALOG } = readEnv('TABLE_CATALOG');
  const store = dynamoIdempotency(client, TABLE_CATALOG, systemClock);
  return { ...apiDeps(service, client), idempotency: idempotency(store) };
}
