import type { Clock } from '../kernel/time.ts';
import { cached } from '../platform/cache.ts';
import type { Authenticate } from '../platform/http/principal.ts';
import type { UserStore } from './ports.ts';
import { userIdOf } from './user.ts';

/** Proves a sign-in: the mail address that the identity provider vouches for, undefined for anything that proves none. */
export type ProvenEmail = (token: string) => Promise<string | undefined>;

export interface AuthenticateUserDeps {
  readonly users: Pick<UserStore, 'get'>;
  readonly provenEmail: ProvenEmail;
  readonly clock: Clock;
}

/** Three parts of base64url with points between: no API key looks like it. */
const isToken = (presented: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(presented);

/**
 * Finds the principal of a presented ID token, or of an API key by `byKey`. The token says who somebody is and nothing
 * more: what they may do is read here and cached for 30 s, so a person who is blocked is out within that time, however long
 * their token lives.
 */
export function authenticateUser(
  { users, provenEmail, clock }: AuthenticateUserDeps,
  byKey: Authenticate,
): Authenticate {
  const lookup = cached((userId) => users.get(userId), clock);
  return async (presented) => {
    if (!isToken(presented)) return byKey(presented);
    const email = await provenEmail(presented);
    if (email === undefined) return undefined;
    const user = await lookup(userIdOf(email));
    if (user?.state !== 'active') return undefined;
    const { userId, name, role, subjectId, scopes, approvalLimits } = user;
    return { keyId: userId, role, subjectId, scopes, approvalLimits, personName: name };
  };
}
