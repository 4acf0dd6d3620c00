import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { expect } from 'vitest';
import { assignNumberHandler } from '../../functions/tracking/assign-number/handler.ts';
import { releaseLeaseHandler } from '../../functions/tracking/release-lease/handler.ts';
import { renewLeaseHandler } from '../../functions/tracking/renew-lease/handler.ts';
import { dynamoCatalog } from '../../shared/catalog/dynamo-catalog.ts';
import { dynamoDeals } from '../../shared/catalog/dynamo-deals.ts';
import { dynamoOffers } from '../../shared/catalog/dynamo-offers.ts';
import { dynamoPublishers } from '../../shared/catalog/dynamo-publishers.ts';
import { catalogTable } from '../../shared/catalog/keys.ts';
import type { HttpHandler } from '../../shared/platform/http/http-stack.ts';
import type { Authenticate, Role } from '../../shared/platform/http/principal.ts';
import { SCOPES_OF_ROLE } from '../../shared/platform/http/role-scopes.ts';
import type { SecretReader } from '../../shared/platform/secrets.ts';
import { dynamoLeases } from '../../shared/tracking/dynamo-leases.ts';
import { dynamoNumbers, dynamoPoolNumbers } from '../../shared/tracking/dynamo-numbers.ts';
import { dynamoPools } from '../../shared/tracking/dynamo-pools.ts';
import { dynamoTrackingCatalog } from '../../shared/tracking/dynamo-tracking-catalog.ts';
import { dynamoVisitNotes } from '../../shared/tracking/dynamo-visit-notes.ts';
import { joseLeaseTokens } from '../../shared/tracking/jose-lease-tokens.ts';
import { leasesTable } from '../../shared/tracking/keys.ts';
import type { Pool } from '../../shared/tracking/model.ts';
import { offer, publisher } from '../catalog/fixture.ts';
import { countingIds, TestClock } from '../support/clock.ts';
import { silentLog } from '../support/log.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';
import { numberAt, seededRandom } from './lease-fixture.ts';

export const ORIGIN = 'https://roofs.example';
export const FALLBACK = '+12175559999';

/** An event as API Gateway's HTTP API makes it. */
export function httpEvent(
  method: string,
  path: string,
  given: {
    body?: unknown;
    headers?: Record<string, string>;
    query?: Record<string, string>;
    params?: Record<string, string>;
  },
): APIGatewayProxyEventV2 {
  const raw = typeof given.body === 'string' ? given.body : JSON.stringify(given.body);
  return {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: new URLSearchParams(given.query).toString(),
    headers: { 'content-type': 'text/plain;charset=UTF-8', ...given.headers },
    queryStringParameters: given.query,
    pathParameters: given.params,
    body: raw,
    isBase64Encoded: false,
    requestContext: { requestId: 'req_1', http: { method, path } },
  } as unknown as APIGatewayProxyEventV2;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer is what it asserts
  readonly body: any;
}

export async function call(handler: HttpHandler, event: APIGatewayProxyEventV2): Promise<Answer> {
  const answer: APIGatewayProxyStructuredResultV2 = await handler(event, {} as Context);
  const headers = Object.fromEntries(
    Object.entries(answer.headers ?? {}).map(([name, value]) => [name, String(value)]),
  );
  const isJson = headers['content-type']?.includes('json') === true;
  return {
    status: answer.statusCode ?? 0,
    headers,
    body: isJson ? JSON.parse(answer.body ?? 'null') : answer.body,
  };
}

/** The fields that a problem+json answer names. */
export const fieldsOf = (answer: Answer): string[] => {
  expect(answer.headers['content-type']).toBe('application/problem+json');
  return (answer.body.errors ?? []).map((each: { field: string }) => each.field);
};

/** Each role's key is its name and the subject's: `publisher:pub_1`. */
const authenticateRole: Authenticate = async (key) => {
  const [role, subjectId] = key.split(':');
  const scopes = SCOPES_OF_ROLE[role as Role];
  return scopes && subjectId ? { keyId: `key_${role}`, role: role as Role, subjectId, scopes } : undefined;
};

/** Two publishers, their offer, a static number and a pool; real tables, and the handlers on them. */
export async function trackingWorld(
  options: { numbers?: number; stealWhenEmpty?: boolean; secrets?: SecretReader } = {},
) {
  const client = testDocumentClient();
  const [catalog, leases] = await Promise.all([createTable(catalogTable), createTable(leasesTable)]);
  const clock = new TestClock();
  const pool: Pool = {
    poolId: 'pool_main',
    publisherId: 'pub_1',
    offerId: 'offer_1',
    name: 'Main',
    leaseSeconds: 600,
    fallbackNumber: FALLBACK,
    stealWhenEmpty: options.stealWhenEmpty ?? false,
    createdAtMs: clock.nowMs(),
  };
  const publishers = dynamoPublishers(client, catalog);
  const offers = dynamoOffers(client, catalog);
  const numbers = dynamoNumbers(client, catalog);
  const pools = dynamoPools(client, catalog);
  const poolNumbers = dynamoPoolNumbers(client, { catalog, leases });
  await publishers.create(publisher());
  await publishers.create(publisher({ publisherId: 'pub_2', tagKey: 'tag_2', origins: ['https://other.example'] }));
  await offers.create(offer());
  const owned = { publisherId: 'pub_1', offerId: 'offer_1' };
  await numbers.addStatic({ kind: 'static', number: FALLBACK, source: 'website', ...owned });
  await pools.create(pool);
  const count = options.numbers ?? 3;
  await poolNumbers.addToPool(
    Array.from({ length: count }, (_, index) => ({
      kind: 'pool',
      number: numberAt(index),
      poolId: 'pool_main',
      ...owned,
    })),
  );
  const secrets = options.secrets ?? (async () => ['secret-now', 'secret-before'] as const);
  const reader = dynamoTrackingCatalog(client, catalog, clock);
  const deps = {
    log: silentLog,
    authenticate: authenticateRole,
    publishers: dynamoCatalog(client, catalog, clock),
    offers: dynamoCatalog(client, catalog, clock),
    pools: reader,
    numbers: reader,
    leases: dynamoLeases({ client, tableName: leases, random: seededRandom(5) }),
    tokens: joseLeaseTokens(secrets),
    visits: dynamoVisitNotes(client, leases, secrets),
    ids: countingIds(),
    clock,
  };
  const setup = {
    log: silentLog,
    authenticate: authenticateRole,
    publishers,
    offers,
    deals: dynamoDeals(client, catalog),
    pools,
    numbers,
    poolNumbers,
    clock,
  };
  const post =
    (handler: HttpHandler, path: string) =>
    (body: unknown, origin: string | undefined = ORIGIN) =>
      call(handler, httpEvent('POST', path, { body, headers: origin === '' ? {} : { origin } }));
  return {
    client,
    catalog,
    leaseTable: leases,
    clock,
    pool,
    deps,
    setup,
    assign: post(assignNumberHandler(deps), '/v1/leases'),
    renew: post(renewLeaseHandler(deps), '/v1/leases/renew'),
    release: post(releaseLeaseHandler(deps), '/v1/leases/release'),
  };
}

export type TrackingWorld = Awaited<ReturnType<typeof trackingWorld>>;
