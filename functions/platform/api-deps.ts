import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { authenticateKey } from '../../shared/catalog/authenticate-key.ts';
import { authenticateUser } from '../../shared/catalog/authenticate-user.ts';
import { dynamoKeys } from '../../shared/catalog/dynamo-keys.ts';
import { dynamoUsers } from '../../shared/catalog/dynamo-users.ts';
import { httpSignIn } from '../../shared/catalog/http-sign-in.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import { readEnv } from '../../shared/platform/env.ts';
import type { ApiDeps } from '../../shared/platform/http/api.ts';
import { dynamoIdempotency } from '../../shared/platform/http/dynamo-idempotency.ts';
import { dynamoRateWindows } from '../../shared/platform/http/dynamo-rate-windows.ts';
import { idempotency } from '../../shared/platform/http/idempotency.ts';
import { rateLimit } from '../../shared/platform/http/rate-limit.ts';
import { createLog } from '../../shared/platform/log.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import { auditTrail } from './audit-trail.ts';

/** What `apiHandler` needs, from the environment that `withApiKey` and `withApiDuties` (infra/constructs/api-access.ts) grant. */
export function apiDeps(service: string, client: DynamoDBDocumentClient): ApiDeps {
  const env = readEnv(
    'TABLE_CATALOG',
    'SECRET_OPERATOR_KEY_ARN',
    'TABLE_LIMITS',
    'KEY_REQUESTS_PER_MINUTE',
    'OIDC_ISSUER',
    'OIDC_CLIENT_ID',
  );
  const secret = secretReader(env.SECRET_OPERATOR_KEY_ARN, systemClock);
  const keys = dynamoKeys(client, env.TABLE_CATALOG);
  const operatorKey = async () => (await secret())[0];
  const provenEmail = httpSignIn({ issuer: env.OIDC_ISSUER, clientId: env.OIDC_CLIENT_ID, clock: systemClock });
  const log = createLog(service);
  const windows = dynamoRateWindows(client, env.TABLE_LIMITS);
  return {
    log,
    authenticate: authenticateUser(
      { users: dynamoUsers(client, env.TABLE_CATALOG), provenEmail, clock: systemClock },
      authenticateKey({ keys, operatorKey, clock: systemClock }),
    ),
    rateLimit: rateLimit(windows, systemClock, log, env.KEY_REQUESTS_PER_MINUTE),
    audit: auditTrail(client),
    idempotency: idempotency(dynamoIdempotency(client, env.TABLE_CATALOG, systemClock)),
  };
}
