import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { E164 } from '../kernel/phone.ts';
import { CandidateCache } from './candidate-cache.ts';
import { leaseOf, NEVER, parseLeaseItem } from './dynamo-lease-item.ts';
import { type Candidate, freeByIdle, type SearchOptions, searchPool } from './dynamo-lease-search.ts';
import { claimNumber, endNow, endWithCall, type LeaseAt, prolong, prolongForCall } from './dynamo-lease-writes.ts';
import { leaseKey, leaseSort, numberOfSort } from './keys.ts';
import type { Lease, Pool } from './model.ts';
import type { Claim, LeaseStore, Taken } from './ports.ts';

/** Races lost in one search before giving up: each costs a write, and so many mean that the pool is all but empty. */
const MAX_LOST_RACES = 100;
const MAX_STEALS = 5;

interface Races {
  lost: number;
}

/**
 * Leases on DynamoDB: one eventually consistent page of the pool, one conditional write. Exclusive because the write names
 * the end it saw; cheap because nothing else is read or written. DynamoDB's TTL plays no part: it may be two days late.
 */
export function dynamoLeases(options: SearchOptions): LeaseStore {
  const cache = new CandidateCache<Candidate>();
  const at = (poolId: string, number: E164): LeaseAt => ({ poolId, sk: leaseSort(number) });

  async function claimFree(
    poolId: string,
    { sk, endMs }: Candidate,
    claim: Claim,
    isBack = false,
  ): Promise<Taken | undefined> {
    const won = await claimNumber(options, { poolId, sk }, claim, { endMs, steal: false, isBack });
    if (won) cache.noteServed(poolId, claim.nowMs);
    return won ? { number: numberOfSort(sk), untilMs: claim.untilMs, stolen: false } : undefined;
  }

  /** The least recently used, which is the claim that would end first; never one whose visitor is on the phone. */
  async function steal(poolId: string, held: readonly Candidate[], claim: Claim): Promise<Taken | undefined> {
    const idle = held
      .filter(({ callEndMs, endMs }) => callEndMs <= claim.nowMs && endMs < NEVER)
      .sort((a, b) => a.endMs - b.endMs);
    for (const { sk, endMs } of idle.slice(0, MAX_STEALS)) {
      const won = await claimNumber(options, { poolId, sk }, claim, { endMs, steal: true });
      if (won) return { number: numberOfSort(sk), untilMs: claim.untilMs, stolen: true };
    }
    return undefined;
  }

  /** Tries one after the other; what is left over after a success serves the next visits of this container. */
  async function firstWon(poolId: string, free: readonly Candidate[], claim: Claim, races: Races) {
    for (let index = 0; index < free.length && races.lost < MAX_LOST_RACES; index += 1) {
      const candidate = free[index] as Candidate;
      const taken = await claimFree(poolId, candidate, claim);
      if (taken) {
        cache.remember(poolId, free.slice(index + 1), claim.nowMs);
        return taken;
      }
      races.lost += 1;
    }
    return undefined;
  }

  /** Candidates left over from the page of an earlier visit: no read at all. Ends, since each is taken out. */
  async function takeRemembered(poolId: string, claim: Claim): Promise<Taken | undefined> {
    for (let next = cache.next(poolId, claim.nowMs); next; next = cache.next(poolId, claim.nowMs)) {
      const taken = await claimFree(poolId, next, claim);
      if (taken) return taken;
    }
    return undefined;
  }

  async function take(pool: Pick<Pool, 'poolId' | 'stealWhenEmpty'>, claim: Claim): Promise<Taken | undefined> {
    const { poolId, stealWhenEmpty } = pool;
    const races: Races = { lost: 0 };
    const remembered = await takeRemembered(poolId, claim);
    if (remembered) return remembered;
    if (!stealWhenEmpty && cache.isEmpty(poolId, claim.nowMs)) return undefined;
    const held: Candidate[] = [];
    for await (const page of searchPool(options, poolId, cache.isRush(poolId, claim.nowMs))) {
      const taken = await firstWon(poolId, freeByIdle(page, claim.nowMs, options.random), claim, races);
      if (taken) return taken;
      if (races.lost >= MAX_LOST_RACES) return undefined;
      if (stealWhenEmpty) held.push(...page.filter((candidate) => candidate.endMs > claim.nowMs));
    }
    if (stealWhenEmpty) return steal(poolId, held, claim);
    cache.rememberEmpty(poolId, claim.nowMs);
    return undefined;
  }

  return {
    take,
    async retake(poolId, number, claim) {
      const place = at(poolId, number);
      const kept = await prolong(options, place, claim.visit.visitId, claim.untilMs);
      if (kept.kind === 'done') return { number, untilMs: claim.untilMs, stolen: false };
      const { standing } = kept;
      if (!standing) return undefined;
      if (standing.holderId === claim.visit.visitId) return { number, untilMs: standing.endMs, stolen: false };
      if (standing.endMs > claim.nowMs) return undefined;
      return claimFree(poolId, { sk: place.sk, endMs: standing.endMs, callEndMs: 0 }, claim, true);
    },
    async renew(poolId, number, visitId, untilMs) {
      const write = await prolong(options, at(poolId, number), visitId, untilMs);
      if (write.kind === 'done') return untilMs;
      return write.standing?.holderId === visitId ? write.standing.endMs : undefined;
    },
    async release(poolId, number, visitId, nowMs) {
      const write = await endNow(options, at(poolId, number), visitId, nowMs);
      if (write.kind === 'done' || write.standing?.holderId !== visitId) return;
      const { callEndMs } = write.standing;
      if (callEndMs > nowMs) await endWithCall(options, at(poolId, number), visitId, callEndMs);
    },
    async extend(poolId, number, visitId, untilMs) {
      const write = await prolongForCall(options, at(poolId, number), visitId, untilMs);
      return write.kind === 'done' || write.standing?.holderId === visitId;
    },
    async read(poolId: string, number: E164): Promise<Lease | undefined> {
      const answer = await options.client.send(
        new GetCommand({ TableName: options.tableName, Key: leaseKey(poolId, number), ConsistentRead: true }),
      );
      return answer.Item ? leaseOf(poolId, number, parseLeaseItem(answer.Item)) : undefined;
    },
  };
}
