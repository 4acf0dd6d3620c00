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

type Key = Awaited<ReturnType<typeof importKey>>;

const importKey = (secret: string) =>
  crypto.subtle.importKey('raw', new TextEncoder().encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ]);

/** The current secret and the one before, twice over, since one container may see a rotation. */
const MAX_KEYS = 4;

/** Keys imported once: given as bytes, a secret would be imported again for every token. */
function importedKeys(): (secret: string) => Promise<Key> {
  const keys = new Map<string, Promise<Key>>();
  return (secret) => {
    const there = keys.get(secret);
    if (there) return there;
    if (keys.size >= MAX_KEYS) keys.clear();
    const imported = importKey(secret);
    keys.set(secret, imported);
    return imported;
  };
}

async function readWith(token: string, key: Key, nowMs: number): Promise<TokenReading> {
  try {
    const verified = await jwtVerify(token, key, {
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
export function joseLeaseTokens(secrets: SecretReader): LeaseTokens {
  const keyOf = importedKeys();
  return {
    async sign(claims, nowMs) {
      const [current] = await secrets();
      return new SignJWT({ pool: claims.poolId, number: claims.number, visit: claims.visitId, pub: claims.publisherId })
        .setProtectedHeader({ alg: ALGORITHM })
        .setAudience(AUDIENCE)
        .setExpirationTime(Math.floor((nowMs + LOOKBACK_MS) / SECOND_MS))
        .sign(await keyOf(current));
    },
    async read(token, nowMs) {
      for (const secret of await secrets()) {
        const reading = await readWith(token, await keyOf(secret), nowMs);
        if (reading.kind !== 'forged') return reading;
      }
      return { kind: 'forged' };
    },
  };
}
