import type { EpochMs } from '../kernel/time.ts';
import type { Attribution } from '../tracking/model.ts';
import type { LeaseReader, LeaseTokens } from '../tracking/ports.ts';
import { readToken } from '../tracking/read-token.ts';

export interface BookingAttributionPorts {
  readonly leases: LeaseReader;
  readonly tokens: LeaseTokens;
}

/**
 * Whose booking it is: by the token that the tag holds the visit itself, since nobody else has it; without one the page.
 *
 * @throws Problem `forbidden` for a forged token or another publisher's
 */
export async function attributeBooking(
  { leases, tokens }: BookingAttributionPorts,
  publisherId: string,
  token: string | undefined,
  nowMs: EpochMs,
): Promise<Attribution> {
  const unknown: Attribution = { confidence: 'source', source: 'page' };
  if (token === undefined) return unknown;
  const claims = await readToken(tokens, token, publisherId, nowMs);
  if (claims === 'expired') return unknown;
  const lease = await leases.read(claims.poolId, claims.number);
  const holding = lease?.holdings.find(({ visit }) => visit.visitId === claims.visitId);
  if (holding) return { confidence: 'exact', visit: holding.visit };
  return { confidence: 'source', source: claims.poolId };
}
