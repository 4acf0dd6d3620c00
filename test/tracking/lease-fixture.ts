import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { inject } from 'vitest';
import { documentClient } from '../../shared/platform/dynamo.ts';
import { compactVisit } from '../../shared/tracking/compact-visit.ts';
import { createLease } from '../../shared/tracking/dynamo-lease-writes.ts';
import { dynamoLeases } from '../../shared/tracking/dynamo-leases.ts';
import { leaseSort, leasesTable } from '../../shared/tracking/keys.ts';
import type { Claim, LeaseStore } from '../../shared/tracking/ports.ts';
import { createTable } from '../support/tables.ts';

/** Mulberry32: draws that are the same in every run. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** +12175550100 and on: a block, as numbers are bought. */
export const numberAt = (index: number): string => `+1217555${String(index).padStart(4, '0')}`;

export const LEASE_MS = 600_000;

/** A page that fills what a visit may weigh, so that budgets hold for the heaviest item. */
const HEAVY_PAGE = {
  url: `https://www.springfield-plumbing.example/emergency/drains/and-boilers/${'x'.repeat(80)}?utm_source=google&utm_campaign=${'campaign'.repeat(9)}&utm_medium=cpc&gclid=${'g'.repeat(91)}`,
  referrer: `https://www.google.example/${'search'.repeat(20)}`,
};

export const claimOf = (visitId: string, nowMs: number, page = HEAVY_PAGE): Claim => ({
  visit: compactVisit(visitId, nowMs, page),
  nowMs,
  untilMs: nowMs + LEASE_MS,
});

export interface LeaseFixture {
  readonly tableName: string;
  readonly client: DynamoDBDocumentClient;
  /** A store as one warm container has it. */
  container(client?: DynamoDBDocumentClient): LeaseStore;
  fill(poolId: string, count: number): Promise<void>;
}

/** Hundreds of requests at once on a busy machine: the engine answers all of them, only not within a carrier's patience. */
const patientClient = (): DynamoDBDocumentClient =>
  documentClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    endpoint: inject('dynamoEndpoint'),
    requestHandler: { connectionTimeout: 30_000, requestTimeout: 30_000 },
  });

export async function leaseFixture(seed = 7): Promise<LeaseFixture> {
  const tableName = await createTable(leasesTable);
  const client = patientClient();
  const random = seededRandom(seed);
  return {
    tableName,
    client,
    container: (own = client) => dynamoLeases({ client: own, tableName, random }),
    async fill(poolId, count) {
      await Promise.all(
        Array.from({ length: count }, (_, index) =>
          createLease({ client, tableName }, { poolId, sk: leaseSort(numberAt(index)) }),
        ),
      );
    },
  };
}
