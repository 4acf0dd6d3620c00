import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { invariant } from '../kernel/result.ts';
import type { EpochMs } from '../kernel/time.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { MAX_VISIT_BYTES, visitBytes } from './compact-visit.ts';
import { NEVER, NONE, storeVisit } from './dynamo-lease-item.ts';
import { poolLeasesKey } from './keys.ts';
import type { Claim } from './ports.ts';

/** Ids are minted here and short; three visits of MAX_VISIT_BYTES and this leave the item below 1 KB. */
const MAX_POOL_ID_CHARS = 40;

export interface LeaseTable {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}

/** Names one lease item. */
export interface LeaseAt {
  readonly poolId: string;
  readonly sk: string;
}

/** How a lost condition found the item. Wire form, since the document client leaves errors as they came. */
export interface Standing {
  readonly holderId: string | undefined;
  readonly endMs: EpochMs;
  readonly callEndMs: EpochMs;
  /** It was taken out of the pool. */
  readonly isResting: boolean;
}

const wireNumber = z.object({ N: z.string() }).transform(({ N }) => Number(N));
const wireStanding = z.object({
  u: wireNumber,
  c: wireNumber.optional(),
  h0: z.union([z.object({ M: z.object({ v: z.object({ S: z.string() }) }) }), z.object({ S: z.string() })]).optional(),
});

type Write = { readonly kind: 'done' } | { readonly kind: 'lost'; readonly standing: Standing | undefined };

/** One conditional UpdateItem; losing the condition is an answer, and says how the item stands. */
async function update(
  { client, tableName }: LeaseTable,
  { poolId, sk }: LeaseAt,
  expression: { readonly set: string; readonly condition: string; readonly values: Record<string, unknown> },
): Promise<Write> {
  try {
    await client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { pk: poolLeasesKey(poolId), sk },
        UpdateExpression: expression.set,
        ConditionExpression: expression.condition,
        ExpressionAttributeValues: expression.values,
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return { kind: 'done' };
  } catch (error) {
    if (!isConditionFailure(error)) throw error;
    if (!error.Item) return { kind: 'lost', standing: undefined };
    const { u, c, h0 } = wireStanding.parse(error.Item);
    const holderId = h0 && 'M' in h0 ? h0.M.v.S : undefined;
    const isResting = u === NEVER;
    return {
      kind: 'lost',
      standing: { holderId: isResting ? undefined : holderId, endMs: u, callEndMs: c ?? 0, isResting },
    };
  }
}

/**
 * Gives the number to a visit, moving the last two holders down, if its newest claim still ends when the search saw it
 * end. For a free number that end must be past; a stolen one ends now for its holder.
 */
export async function claimNumber(
  table: LeaseTable,
  at: LeaseAt,
  claim: Claim,
  seen: { readonly endMs: EpochMs; readonly steal: boolean; readonly isBack?: boolean },
): Promise<boolean> {
  invariant(visitBytes(claim.visit) <= MAX_VISIT_BYTES, 'a visit is compact before it is stored');
  invariant(at.poolId.length <= MAX_POOL_ID_CHARS, 'a pool id is short');
  invariant(seen.steal || seen.endMs <= claim.nowMs, 'only a number whose claim is over is free');
  const write = await update(table, at, {
    set:
      'SET h2 = if_not_exists(h1, :none), u2 = if_not_exists(u1, :zero), h1 = if_not_exists(h0, :none), ' +
      'u1 = :ended, h0 = :visit, u = :until REMOVE c',
    condition: seen.steal ? 'u = :seen AND (attribute_not_exists(c) OR c <= :now)' : 'u = :seen AND u <= :now',
    values: {
      ':none': NONE,
      ':zero': 0,
      ':ended': seen.steal ? claim.nowMs : seen.endMs,
      ':visit': storeVisit({ visit: claim.visit, stolen: seen.steal, isBack: seen.isBack === true }),
      ':until': claim.untilMs,
      ':seen': seen.endMs,
      ':now': claim.nowMs,
    },
  });
  return write.kind === 'done';
}

/** Moves the end of the visit's own claim forwards. */
export const prolong = (table: LeaseTable, at: LeaseAt, visitId: string, untilMs: EpochMs): Promise<Write> =>
  update(table, at, {
    set: 'SET u = :until',
    condition: 'h0.v = :visit AND u < :until',
    values: { ':visit': visitId, ':until': untilMs },
  });

/** The same for a call in progress, which also outlasts the page's own letting go. */
export const prolongForCall = (table: LeaseTable, at: LeaseAt, visitId: string, untilMs: EpochMs): Promise<Write> =>
  update(table, at, {
    set: 'SET u = :until, c = :until',
    condition: 'h0.v = :visit AND u < :until',
    values: { ':visit': visitId, ':until': untilMs },
  });

/** Ends the visit's own claim now, unless a call is in progress on it. */
export const endNow = (table: LeaseTable, at: LeaseAt, visitId: string, nowMs: EpochMs): Promise<Write> =>
  update(table, at, {
    set: 'SET u = :now',
    condition: 'h0.v = :visit AND u > :now AND (attribute_not_exists(c) OR c <= :now)',
    values: { ':visit': visitId, ':now': nowMs },
  });

/** Ends the visit's own claim with its call in progress. */
export const endWithCall = (table: LeaseTable, at: LeaseAt, visitId: string, callEndMs: EpochMs): Promise<Write> =>
  update(table, at, {
    set: 'SET u = :end',
    condition: 'h0.v = :visit AND c = :end AND u > :end',
    values: { ':visit': visitId, ':end': callEndMs },
  });

/** Takes a free number out of the reach of visits; whose it was stays there to be read. */
export const restNow = (table: LeaseTable, at: LeaseAt, nowMs: EpochMs): Promise<Write> =>
  update(table, at, {
    set: 'SET e = u, u = :never',
    condition: 'u <= :now AND (attribute_not_exists(c) OR c <= :now)',
    values: { ':never': NEVER, ':now': nowMs },
  });

/** The first item of a number: free since for ever. Writing it again changes nothing. */
export const createLease = (table: LeaseTable, at: LeaseAt): Promise<Write> =>
  update(table, at, { set: 'SET u = :zero', condition: 'attribute_not_exists(u)', values: { ':zero': 0 } });
