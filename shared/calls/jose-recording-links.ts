import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { SECOND_MS } from '../kernel/time.ts';
import type { SecretReader } from '../platform/secrets.ts';
import type { RecordingLinks, RecordingRef } from './recording-link.ts';

/** The secret signs lease tokens too: neither kind is taken for the other. */
const AUDIENCE = 'recording';
const ALGORITHM = 'HS256';
/** A link of ours has some 250 letters. */
const MAX_LETTERS = 1_000;

const payload = z.object({ out: z.string().max(80), rec: z.string().max(80) });

const keyOf = (secret: string): Uint8Array => new TextEncoder().encode(secret);

async function readWith(token: string, secret: string, nowMs: number): Promise<RecordingRef | 'expired' | 'forged'> {
  try {
    const verified = await jwtVerify(token, keyOf(secret), {
      algorithms: [ALGORITHM],
      audience: AUDIENCE,
      currentDate: new Date(nowMs),
      requiredClaims: ['exp'],
    });
    const { out, rec } = payload.parse(verified.payload);
    return { outcomeId: out, recordingId: rec };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return 'expired';
    if (error instanceof errors.JOSEError || error instanceof z.ZodError) return 'forged';
    throw error;
  }
}

/** Links to recordings as signed JWTs (JWS, HMAC-SHA256); the secret before still verifies. */
export const joseRecordingLinks = (secrets: SecretReader): RecordingLinks => ({
  async sign({ outcomeId, recordingId }, expiresAtMs) {
    const [current] = await secrets();
    return new SignJWT({ out: outcomeId, rec: recordingId })
      .setProtectedHeader({ alg: ALGORITHM })
      .setAudience(AUDIENCE)
      .setExpirationTime(Math.floor(expiresAtMs / SECOND_MS))
      .sign(keyOf(current));
  },
  async read(token, nowMs) {
    if (token.length > MAX_LETTERS) return 'forged';
    for (const secret of await secrets()) {
      const reading = await readWith(token, secret, nowMs);
      if (reading !== 'forged') return reading;
    }
    return 'forged';
  },
});
