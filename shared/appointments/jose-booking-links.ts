import { errors, jwtVerify, SignJWT } from 'jose';
import { SECOND_MS } from '../kernel/time.ts';
import type { SecretReader } from '../platform/secrets.ts';
import type { BookingLinks } from './booking-links.ts';

/** The secret signs other tokens too: neither kind is taken for another. */
const AUDIENCE = 'booking';
const ALGORITHM = 'HS256';
const MAX_LETTERS = 1_000;

const keyOf = (secret: string): Uint8Array => new TextEncoder().encode(secret);

async function subjectOf(token: string, secret: string, nowMs: number): Promise<string | undefined> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), {
      algorithms: [ALGORITHM],
      audience: AUDIENCE,
      currentDate: new Date(nowMs),
      requiredClaims: ['exp', 'sub'],
    });
    return payload.sub;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

/** Attendees' links as signed JWTs (JWS, HMAC-SHA256); the secret before still verifies. */
export const joseBookingLinks = (secrets: SecretReader): BookingLinks => ({
  async sign(outcomeId, untilMs) {
    const [current] = await secrets();
    return new SignJWT({})
      .setProtectedHeader({ alg: ALGORITHM })
      .setAudience(AUDIENCE)
      .setSubject(outcomeId)
      .setExpirationTime(Math.floor(untilMs / SECOND_MS))
      .sign(keyOf(current));
  },
  async read(token, nowMs) {
    if (token.length > MAX_LETTERS) return undefined;
    for (const secret of await secrets()) {
      const outcomeId = await subjectOf(token, secret, nowMs);
      if (outcomeId !== undefined) return outcomeId;
    }
    return undefined;
  },
});
