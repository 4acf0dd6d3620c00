import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { SECOND_MS } from '../kernel/time.ts';
import type { SecretReader } from '../platform/secrets.ts';
import { LOOKBACK_MS } from './model.ts';
import type { LeaseTokens, TokenReading } from './ports.ts';

/** A token of another kind, should the secret ever sign one, is no lease token. */
const AUDIENCE = 'lease';
const ALGORITHM = 'HS256';

const payload = z.object({ pool: z.string(), number: z.string(), visit: z.string(), pub: z.string() });

const keyOf = (secret: string): Uint8Array => new TextEncoder().encode(secret);

async function readWith(token: string, secret: string, nowMs: number): Promise<TokenReading> {
  try {
    const verified = await jwtVerify(token, keyOf(secret), {
      algorithms: [ALGORITHM],
      audience: AUDIENCE,
      currentDate: new Date(nowMs),
      requiredClaims: ['exp'],
    });
    const { pool, number, visit, pub } = payload.parse(verified.payload);
    return { kind: 'valid', claims: { poolId: pool, number, visitId: visit, publisherId: pub } };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { kind: 'expired' };
    if (error instanceof errors.JOSEError || error instanceof z.ZodError) return { kind: 'forged' };
    throw error;
  }
}

/**
 * Lease tokens as signed JWTs (JWS, HMAC-SHA256). They outlive the lease by far: for 30 days, as long as a visit counts, a
 * returning visitor proves with one which number was its own. The previous secret still verifies, so a rotation refuses nobody.
 */
export const joseLeaseTokens = (secrets: SecretReader): LeaseTokens => ({
  async sign(claims, nowMs) {
    const [current] = await secrets();
    return new SignJWT({ pool: claims.poolId, number: claims.number, visit: claims.visitId, pub: claims.publisherId })
      .setProtectedHeader({ alg: ALGORITHM })
      .setAudience(AUDIENCE)
      .setExpirationTime(Math.floor((nowMs + LOOKBACK_MS) / SECOND_MS))
      .sign(keyOf(current));
  },
  async read(token, nowMs) {
    for (const secret of await secrets()) {
      const reading = await readWith(token, secret, nowMs);
      if (reading.kind !== 'forged') return reading;
    }
    return { kind: 'forged' };
  },
});
