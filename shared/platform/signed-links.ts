import { errors, jwtVerify, SignJWT } from 'jose';
import { type EpochMs, SECOND_MS } from '../kernel/time.ts';
import type { SecretReader } from './secrets.ts';

/** Links that are their own permission: signed, for one thing, until an instant. */
export interface SignedLinks {
  sign(subject: string, untilMs: EpochMs): Promise<string>;
  /** What a link is for; undefined for one that is forged or whose time is over. */
  read(link: string, nowMs: EpochMs): Promise<string | undefined>;
}

const ALGORITHM = 'HS256';
const MAX_LETTERS = 1_000;

const keyOf = (secret: string): Uint8Array => new TextEncoder().encode(secret);

async function subjectOf(link: string, secret: string, audience: string, nowMs: EpochMs): Promise<string | undefined> {
  try {
    const { payload } = await jwtVerify(link, keyOf(secret), {
      algorithms: [ALGORITHM],
      audience,
      currentDate: new Date(nowMs),
      requiredClaims: ['exp', 'sub'],
    });
    return payload.sub;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

/**
 * Links as signed JWTs (JWS, HMAC-SHA256); the secret before still verifies. One secret signs several kinds of them: the
 * audience keeps each from being taken for another.
 */
export const signedLinks = (secrets: SecretReader, audience: string): SignedLinks => ({
  async sign(subject, untilMs) {
    const [current] = await secrets();
    return new SignJWT({})
      .setProtectedHeader({ alg: ALGORITHM })
      .setAudience(audience)
      .setSubject(subject)
      .setExpirationTime(Math.floor(untilMs / SECOND_MS))
      .sign(keyOf(current));
  },
  async read(link, nowMs) {
    if (link.length > MAX_LETTERS) return undefined;
    for (const secret of await secrets()) {
      const subject = await subjectOf(link, secret, audience, nowMs);
      if (subject !== undefined) return subject;
    }
    return undefined;
  },
});
