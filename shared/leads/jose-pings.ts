import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { SECOND_MS } from '../kernel/time.ts';
import type { SecretReader } from '../platform/secrets.ts';
import type { PingReading, PingTokens } from './ping.ts';

/** A lease token signed under the same secret is no ping. */
const AUDIENCE = 'lead-ping';
const ALGORITHM = 'HS256';

const payload = z.object({
  jti: z.string(),
  off: z.string(),
  ver: z.int(),
  pub: z.string(),
  deal: z.int(),
  val: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

const keyOf = (secret: string): Uint8Array => new TextEncoder().encode(secret);

async function readWith(token: string, secret: string, nowMs: number): Promise<PingReading> {
  try {
    const verified = await jwtVerify(token, keyOf(secret), {
      algorithms: [ALGORITHM],
      audience: AUDIENCE,
      currentDate: new Date(nowMs),
      requiredClaims: ['exp'],
    });
    const { jti, off, ver, pub, deal, val } = payload.parse(verified.payload);
    const terms = { offerId: off, offerVersion: ver, publisherId: pub, dealVersion: deal };
    return { kind: 'valid', claims: { pingName: jti, terms, values: val } };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { kind: 'expired' };
    if (error instanceof errors.JOSEError || error instanceof z.ZodError) return { kind: 'forged' };
    throw error;
  }
}

/** Ping ids as signed JWTs: what was promised is in the id, so that asking stores nothing. A rotated secret still reads. */
export function josePings(secrets: SecretReader): PingTokens {
  return {
    async sign({ pingName, terms, values }, expiresAtMs) {
      const [current] = await secrets();
      const { offerId, offerVersion, publisherId, dealVersion } = terms;
      return new SignJWT({ off: offerId, ver: offerVersion, pub: publisherId, deal: dealVersion, val: { ...values } })
        .setProtectedHeader({ alg: ALGORITHM })
        .setAudience(AUDIENCE)
        .setJti(pingName)
        .setExpirationTime(Math.floor(expiresAtMs / SECOND_MS))
        .sign(keyOf(current));
    },
    async read(token, nowMs) {
      for (const secret of await secrets()) {
        const reading = await readWith(token, secret, nowMs);
        if (reading.kind !== 'forged') return reading;
      }
      return { kind: 'forged' };
    },
  };
}
