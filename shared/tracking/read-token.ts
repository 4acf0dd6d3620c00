import { Problem } from '../kernel/problem.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { LeaseClaims, LeaseTokens } from './ports.ts';

const refuse = (kind: 'forbidden' | 'gone', message: string): Problem =>
  new Problem(kind, `body.token: ${message}`, [{ field: 'body.token', message }]);

/** The claim is over and the number is somebody else's. */
export const leaseLost = (): Problem => refuse('gone', 'the number was given to another visit; ask for a new one');

/**
 * What a presented token proves, for the publisher whose page presents it. An expired one proves nothing any more.
 *
 * @throws Problem `forbidden` for a forged token or another publisher's
 */
export async function readToken(
  tokens: LeaseTokens,
  token: string,
  publisherId: string,
  nowMs: EpochMs,
): Promise<LeaseClaims | 'expired'> {
  const reading = await tokens.read(token, nowMs);
  if (reading.kind === 'forged') throw refuse('forbidden', 'was not signed here');
  if (reading.kind === 'expired') return 'expired';
  if (reading.claims.publisherId !== publisherId) throw refuse('forbidden', 'belongs to another publisher');
  return reading.claims;
}

/** @throws Problem as {@link readToken}, and `gone` for an expired token */
export async function requireToken(
  tokens: LeaseTokens,
  token: string,
  publisherId: string,
  nowMs: EpochMs,
): Promise<LeaseClaims> {
  const claims = await readToken(tokens, token, publisherId, nowMs);
  if (claims === 'expired') throw refuse('gone', 'has expired; ask for a new number');
  return claims;
}
