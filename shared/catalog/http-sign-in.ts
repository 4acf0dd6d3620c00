import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { type Clock, SECOND_MS } from '../kernel/time.ts';
import type { ProvenEmail } from './authenticate-user.ts';

/** OpenID Connect Discovery 1.0, the one thing we need of it. */
const discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });
const TIMEOUT_MS = 3_000;
/** The provider's and our clock may differ by this much. */
const CLOCK_TOLERANCE_SECONDS = 5;

const claims = z.object({ email: z.email(), email_verified: z.literal(true) });

async function keysOf(issuer: string): Promise<JWTVerifyGetKey> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
  if (!answer.ok) throw new Error(`the identity provider's description answered ${answer.status}`);
  const found = discovery.parse(await answer.json());
  if (found.issuer !== issuer) throw new Error('the identity provider describes another issuer');
  return createRemoteJWKSet(new URL(found.jwks_uri), { timeoutDuration: TIMEOUT_MS, cooldownDuration: 30 * SECOND_MS });
}

export interface SignInSettings {
  /** The OpenID Connect issuer, exactly as its tokens name it. */
  readonly issuer: string;
  /** The console at this issuer: tokens made for somebody else's application are not for us. */
  readonly clientId: string;
  readonly clock: Clock;
}

/**
 * Checks ID tokens (OpenID Connect Core 1.0, section 3.1.3.7) against the issuer's published keys, which are fetched once
 * and again when an unknown key appears. An address that the provider has not verified proves nothing.
 *
 * @throws when the provider can't be asked: a working person is not told that their sign-in is wrong
 */
export function httpSignIn({ issuer, clientId, clock }: SignInSettings): ProvenEmail {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  return async (token) => {
    keys ??= keysOf(issuer);
    const known = await keys.catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    try {
      const { payload } = await jwtVerify(token, known, {
        issuer,
        audience: clientId,
        algorithms: ['RS256', 'ES256'],
        requiredClaims: ['exp', 'iat', 'sub'],
        currentDate: new Date(clock.nowMs()),
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
      });
      const proven = claims.safeParse(payload);
      return proven.success ? proven.data.email : undefined;
    } catch (error) {
      if (error instanceof errors.JWKSTimeout) throw error;
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  };
}
