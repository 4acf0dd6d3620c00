import { dynamoCatalog } from '../../shared/catalog/dynamo-catalog.ts';
import { randomIds } from '../../shared/kernel/ids.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import { documentClient } from '../../shared/platform/dynamo.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { createLog } from '../../shared/platform/log.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import type { AssignPorts } from '../../shared/tracking/assign-number.ts';
import { dynamoLeases } from '../../shared/tracking/dynamo-leases.ts';
import { dynamoTrackingCatalog } from '../../shared/tracking/dynamo-tracking-catalog.ts';
import { dynamoVisitNotes } from '../../shared/tracking/dynamo-visit-notes.ts';
import { joseLeaseTokens } from '../../shared/tracking/jose-lease-tokens.ts';
import type { TagDeps } from './tag-handler.ts';

/** What the three functions behind the tag share; the catalog is cached 30 s in each container. */
export function tagDeps(service: string): TagDeps & AssignPorts {
  const env = readEnv('TABLE_CATALOG', 'TABLE_LEASES', 'SECRET_LEASE_TOKEN_ARN');
  const client = documentClient();
  const numbers = dynamoTrackingCatalog(client, env.TABLE_CATALOG, systemClock);
  const catalog = dynamoCatalog(client, env.TABLE_CATALOG, systemClock);
  const secrets = secretReader(env.SECRET_LEASE_TOKEN_ARN, systemClock);
  return {
    log: createLog(service),
    publishers: catalog,
    offers: catalog,
    pools: numbers,
    numbers,
    leases: dynamoLeases({ client, tableName: env.TABLE_LEASES, random: Math.random }),
    tokens: joseLeaseTokens(secrets),
    visits: dynamoVisitNotes(client, env.TABLE_LEASES, secrets),
    ids: randomIds,
    clock: systemClock,
  };
}
