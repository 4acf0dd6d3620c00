import type { Clock } from '../kernel/time.ts';
import { cached } from '../platform/cache.ts';
import { type Authenticate, type Principal, SCOPES } from '../platform/http/principal.ts';
import { isSameSecret, isSecret, keyIdOf } from './api-key.ts';
import type { KeyStore } from './ports.ts';

/** Who presents the network's own operator key: it makes the first keys, and opens the door when all others are lost. */
const OPERATOR: Principal = { keyId: 'key_operator', role: 'operator', subjectId: 'network', scopes: SCOPES };

export interface AuthenticateDeps {
  readonly keys: Pick<KeyStore, 'get'>;
  /** The operator key's current value only: who rotates it wants the old one dead. */
  readonly operatorKey: () => Promise<string>;
  readonly clock: Clock;
}

/**
 * Finds the principal of a presented key. Lookups are cached by key id for 30 s in each container, so a revocation takes
 * up to that long, and guesses under one id cost one read, not many.
 */
export function authenticateKey({ keys, operatorKey, clock }: AuthenticateDeps): Authenticate {
  const lookup = cached((keyId) => keys.get(keyId), clock);
  return async (presented) => {
    const keyId = keyIdOf(presented);
    if (keyId === undefined) return isSameSecret(presented, await operatorKey()) ? OPERATOR : undefined;
    const key = await lookup(keyId);
    if (!key || key.revokedAtMs !== undefined || !isSecret(presented, key.hash)) return undefined;
    const { role, subjectId, publisherId, scopes, offerIds, approvalLimits } = key;
    return { keyId, role, subjectId, publisherId, scopes, offerIds, approvalLimits };
  };
}
