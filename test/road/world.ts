import type { CarrierDeps } from '../../functions/calls/carrier-handler.ts';
import type { CallMessage } from '../../shared/calls/contract.ts';
import { dynamoCalls } from '../../shared/calls/dynamo-calls.ts';
import { dynamoCapacity } from '../../shared/calls/dynamo-capacity.ts';
import { dynamoWatches, watchReader } from '../../shared/calls/live/dynamo-watches.ts';
import { dynamoPlanReader } from '../../shared/calls/routing/plan/dynamo-plans.ts';
import { twilioCarrier } from '../../shared/calls/twilio-carrier.ts';
import { dynamoCatalog } from '../../shared/catalog/dynamo-catalog.ts';
import { dynamoOffers } from '../../shared/catalog/dynamo-offers.ts';
import { dynamoPublishers } from '../../shared/catalog/dynamo-publishers.ts';
import { dynamoTargets } from '../../shared/catalog/dynamo-targets.ts';
import { catalogTable } from '../../shared/catalog/keys.ts';
import { type Clock, systemClock } from '../../shared/kernel/time.ts';
import { ledgerTable } from '../../shared/ledger/keys.ts';
import { dynamoOutcomes } from '../../shared/outcomes/dynamo-outcomes.ts';
import { dynamoPersonHistory } from '../../shared/outcomes/dynamo-person-history.ts';
import { outcomesTable } from '../../shared/outcomes/keys.ts';
import { hashPerson } from '../../shared/outcomes/person.ts';
import { payoutsTable } from '../../shared/payouts/keys.ts';
import { within } from '../../shared/platform/deadline.ts';
import { reportsTable } from '../../shared/reporting/keys.ts';
import { dynamoLeases } from '../../shared/tracking/dynamo-leases.ts';
import { dynamoNumbers, dynamoPoolNumbers } from '../../shared/tracking/dynamo-numbers.ts';
import { dynamoPools } from '../../shared/tracking/dynamo-pools.ts';
import { dynamoTrackingCatalog } from '../../shared/tracking/dynamo-tracking-catalog.ts';
import { dynamoVisitNotes } from '../../shared/tracking/dynamo-visit-notes.ts';
import { joseLeaseTokens } from '../../shared/tracking/jose-lease-tokens.ts';
import { leasesTable } from '../../shared/tracking/keys.ts';
import { offer, publisher, target } from '../catalog/fixture.ts';
import { countingIds } from '../support/clock.ts';
import { silentLog } from '../support/log.ts';
import { meter } from '../support/meter.ts';
import { createTableAt, documentClientAt } from '../support/tables-at.ts';
import { type RoadPorts, roadHandlers } from './handlers.ts';
import { AUTH_TOKEN, PUBLIC_URL, PUBLISHED } from './requests.ts';

export const ZONE = 'America/New_York';

export interface RoadOptions {
  readonly endpoint: string;
  readonly numbers: number;
  readonly clock?: Clock;
}

/** +12175550100 and on: a block, as numbers are bought. */
const numberAt = (index: number): string => `+1217${String(5_550_100 + index)}`;

export type RoadTables = Readonly<Record<'catalog' | 'leases' | 'outcomes' | 'ledger' | 'payouts' | 'reports', string>>;

async function createTables(endpoint: string): Promise<RoadTables> {
  const schemas = [catalogTable, leasesTable, outcomesTable, ledgerTable, payoutsTable, reportsTable];
  const names = await Promise.all(schemas.map(async (schema) => [schema.name, await createTableAt(endpoint, schema)]));
  return Object.fromEntries(names);
}

/** One publisher with a pool, one offer with one target that has a cap: the catalog of a small market. */
async function fillCatalog(endpoint: string, tables: RoadTables, numbers: number, nowMs: number): Promise<void> {
  const client = documentClientAt(endpoint);
  const owned = { publisherId: 'pub_1', offerId: 'offer_1' };
  await dynamoPublishers(client, tables.catalog).create(publisher());
  await dynamoOffers(client, tables.catalog).create(offer());
  await dynamoTargets(client, tables.catalog).create(target({ maxConcurrent: 50, dailyCap: 1_000_000 }));
  await dynamoNumbers(client, tables.catalog).addStatic({
    kind: 'static',
    number: PUBLISHED,
    source: 'website',
    ...owned,
  });
  const pool = { poolId: 'pool_main', name: 'Main', leaseSeconds: 600, fallbackNumber: PUBLISHED };
  await dynamoPools(client, tables.catalog).create({ ...pool, ...owned, stealWhenEmpty: false, createdAtMs: nowMs });
  const { addToPool } = dynamoPoolNumbers(client, tables);
  const all = Array.from({ length: numbers }, (_, index) => ({
    kind: 'pool' as const,
    number: numberAt(index),
    poolId: 'pool_main',
    ...owned,
  }));
  for (let start = 0; start < all.length; start += 100) await addToPool(all.slice(start, start + 100));
  client.destroy();
}

/** Everything between a page view and a verdict's entry: the real handlers on real tables, queues in the caller's hands. */
export async function roadWorld({ endpoint, numbers, clock = systemClock }: RoadOptions) {
  const tables = await createTables(endpoint);
  await fillCatalog(endpoint, tables, numbers, clock.nowMs());
  const client = documentClientAt(endpoint);
  const { units, reset } = meter(client);
  const calls: CallMessage[] = [];
  const reminders: CallMessage[] = [];
  const judging: { outcomeId: string }[] = [];
  const leases = dynamoLeases({ client, tableName: tables.leases, random: Math.random });
  const reader = dynamoTrackingCatalog(client, tables.catalog, clock);
  const catalog = dynamoCatalog(client, tables.catalog, clock);
  const outcomes = dynamoOutcomes(client, tables.outcomes);
  const watches = watchReader(dynamoWatches(client, tables.catalog), clock, { within });
  const ports: RoadPorts = {
    numbers: reader,
    catalog,
    plans: dynamoPlanReader(client, tables.catalog, clock),
    leases,
    people: dynamoPersonHistory(client, tables.outcomes),
    capacity: dynamoCapacity(client, tables.leases, ZONE),
    calls: dynamoCalls(client, tables.outcomes, outcomes, watches),
    hashPerson: async (number) => hashPerson('person-secret', number),
    queue: {
      async send(message, { delaySeconds = 0 } = {}) {
        const queued = JSON.parse(JSON.stringify(message));
        if (delaySeconds > 0) reminders.push(queued);
        else calls.push(queued);
      },
    },
    clock,
    deadline: { within },
    note: () => {},
  };
  const carrier: CarrierDeps = {
    log: silentLog,
    count: () => {},
    clock,
    carriers: () => ({ carrier: twilioCarrier, secrets: async () => [AUTH_TOKEN] }),
    publicUrl: PUBLIC_URL,
  };
  const tag = {
    log: silentLog,
    publishers: catalog,
    offers: catalog,
    pools: reader,
    numbers: reader,
    leases,
    tokens: joseLeaseTokens(async () => ['lease-secret']),
    visits: dynamoVisitNotes(client, tables.leases, async () => ['lease-secret']),
    ids: countingIds(),
    clock,
  };
  const judge = { send: async (message: { outcomeId: string }) => void judging.push(message) };
  const handlers = roadHandlers({ client, tables, clock, zone: ZONE, ports, carrier, tag, judge, catalog, outcomes });
  return { endpoint, tables, client, units, resetUnits: reset, clock, calls, reminders, judging, outcomes, handlers };
}

export type RoadWorld = Awaited<ReturnType<typeof roadWorld>>;
