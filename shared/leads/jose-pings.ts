import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { SECOND_MS } from '../kernel/time.ts';
import type { SecretReader } from '../platform/secrets.ts';
import type { OfferPromise, PingReading, PingTokens } from './ping.ts';

/** A lease token signed under the same secret is no ping. */
const AUDIENCE = 'lead-ping';
const ALGORITHM = 'HS256';

/** Offer, its version, the deal's version, and what the offer was told. */
const bid = z.tuple([
  z.string(),
  z.int(),
  z.int(),
  z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
]);

const payload = z.object({ jti: z.string(), pub: z.string(), bids: z.tuple([bid], bid) });

const bidOf = ({ terms, values }: OfferPromise): z.input<typeof bid> => [
  terms.offerId,
  terms.offerVersion,
  terms.dealVersion,
  { ...values },
];

const keyOf = (secret: string): Uint8Array => new TextEncoder().encode(secret);

const FORGED: PingReading = { kind: 'forged' };

async function readWith(token: string, secret: string, nowMs: number): Promise<PingReading> {
  try {
    const verified = await jwtVerify(token, keyOf(secret), {
      algorithms: [ALGORITHM],
      audience: AUDIENCE,
      currentDate: new Date(nowMs),
      requiredClaims: ['exp'],
    });
    const { jti, pub: publisherId, bids } = payload.parse(verified.payload);
    const [best, ...others] = bids.map(
      ([offerId, offerVersion, dealVersion, values]): OfferPromise => ({
        terms: { offerId, offerVersion, publisherId, dealVersion },
        values,
      }),
    );
    return best ? { kind: 'valid', claims: { pingName: jti, publisherId, promises: [best, ...others] } } : FORGED;
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { kind: 'expired' };
    if (error instanceof errors.JOSEError || error instanceof z.ZodError) return FORGED;
    throw error;
  }
}

/** Ping ids as signed JWTs: what was promised is in the id, so that asking stores nothing. A rotated secret still reads. */
export function josePings(secrets: SecretReader): PingTokens {
  return {
    async sign({ pingName, publisherId, promises }, expiresAtMs) {
      const [current] = await secrets();
      return new SignJWT({ pub: publisherId, bids: promises.map(bidOf) })
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
      return FORGED;
    },
  };
}
