import { invalidField } from '../kernel/problem.ts';
import type { EpochMs } from '../kernel/time.ts';
import { compactVisit, type Page } from '../tracking/compact-visit.ts';
import type { Attribution } from '../tracking/model.ts';
import type { LeaseReader, LeaseTokens } from '../tracking/ports.ts';
import type { Channel } from './model.ts';

export interface AttributePorts {
  readonly tokens: Pick<LeaseTokens, 'read'>;
  readonly leases: LeaseReader;
}

/** Where a lead says it comes from. */
export interface Origin {
  readonly publisherId: string;
  readonly channel: Channel;
  readonly source?: string | undefined;
  /** Who of the publisher's people brought it. */
  readonly setterId?: string | undefined;
  /** The tag's token of the visit. */
  readonly visitToken?: string | undefined;
  /** The page of the form itself, which is as sure of its visit as can be. */
  readonly page?: (Page & { readonly visitId: string }) | undefined;
}

/**
 * Which visit or source a lead belongs to. The tag's token proves the visit, with the same id that a call of it would get:
 * `exact` while the lease remembers the visit, `recent` where the number has gone through three others since.
 *
 * @throws Problem `invalid` for a token that is forged or another publisher's
 */
export async function attributeLead(ports: AttributePorts, origin: Origin, nowMs: EpochMs): Promise<Attribution> {
  const { setterId } = origin;
  return { ...(await placeOf(ports, origin, nowMs)), ...(setterId !== undefined && { setterId }) };
}

async function placeOf(ports: AttributePorts, origin: Origin, nowMs: EpochMs): Promise<Attribution> {
  const { source, page } = origin;
  const byToken = origin.visitToken === undefined ? undefined : await visitOfToken(ports, origin, nowMs);
  if (byToken) return { ...byToken, source };
  if (page) return { confidence: 'exact', visit: compactVisit(page.visitId, nowMs, page), source };
  return { confidence: 'source', source: source ?? origin.channel };
}

async function visitOfToken(
  { tokens, leases }: AttributePorts,
  { visitToken = '', publisherId, page }: Origin,
  nowMs: EpochMs,
): Promise<Attribution | undefined> {
  const reading = await tokens.read(visitToken, nowMs);
  if (reading.kind === 'expired') return undefined;
  if (reading.kind === 'forged' || reading.claims.publisherId !== publisherId) {
    // A page's storage may hold anything; a lead is worth more than its token.
    if (page) return undefined;
    throw invalidField('body.visitToken', 'is not a token that the tag got on your pages');
  }
  const { poolId, number, visitId } = reading.claims;
  const lease = await leases.read(poolId, number);
  const holding = lease?.holdings.find((each) => each.visit.visitId === visitId);
  if (holding) return { confidence: 'exact', visit: holding.visit };
  return { confidence: 'recent', visit: { visitId, atMs: nowMs } };
}
