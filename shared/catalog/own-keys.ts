import { invalidField, notFound } from '../kernel/problem.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Principal, Role } from '../platform/http/principal.ts';
import type { ApiKey } from './api-key.ts';
import type { KeyFilter, KeyStore } from './ports.ts';

type Caller = Pick<Principal, 'role' | 'subjectId'>;

/**
 * Whom a new key speaks for: an operator says it, everybody else makes keys for itself.
 *
 * @throws Problem `invalid` where an operator leaves it out or another names somebody else
 */
export function holderOf(caller: Caller, named: KeyFilter): { readonly role: Role; readonly subjectId: string } {
  if (caller.role === 'operator') {
    const { role, subjectId } = named;
    if (role === undefined) throw invalidField('body.role', 'is needed: who is the key for?');
    if (subjectId === undefined) throw invalidField('body.subjectId', 'is needed: who is the key for?');
    return { role, subjectId };
  }
  if ((named.role ?? caller.role) !== caller.role) throw invalidField('body.role', 'is not yours to name');
  if ((named.subjectId ?? caller.subjectId) !== caller.subjectId) {
    throw invalidField('body.subjectId', 'is not yours to name');
  }
  return { role: caller.role, subjectId: caller.subjectId };
}

/**
 * Whose keys a caller lists.
 *
 * @throws Problem `not-found` for a foreign subject, as for one that does not exist
 */
export function keysAsked(caller: Caller, asked: KeyFilter): KeyFilter {
  if (caller.role === 'operator') return asked;
  const { role = caller.role, subjectId = caller.subjectId } = asked;
  if (role !== caller.role || subjectId !== caller.subjectId) throw notFound('the subject');
  return { role, subjectId };
}

/** A publisher's are those of its setters too. */
const isOwn = (key: ApiKey, { role, subjectId }: Caller): boolean =>
  (key.role === role && key.subjectId === subjectId) || (role === 'publisher' && key.publisherId === subjectId);

/** @throws Problem `not-found` for a foreign key too */
export async function revokeKey(
  keys: Pick<KeyStore, 'get' | 'revoke'>,
  caller: Caller,
  keyId: string,
  atMs: EpochMs,
): Promise<void> {
  if (caller.role !== 'operator') {
    const key = await keys.get(keyId);
    if (!key || !isOwn(key, caller)) throw notFound('the key');
  }
  if ((await keys.revoke(keyId, atMs)) === 'missing') throw notFound('the key');
}
