import type { IdSource } from '../kernel/ids.ts';
import { invalidField, notFound, Problem } from '../kernel/problem.ts';
import { invariant } from '../kernel/result.ts';
import type { Clock } from '../kernel/time.ts';
import type { Principal } from '../platform/http/principal.ts';
import { SCOPES_OF_ROLE } from '../platform/http/role-scopes.ts';
import { type ApiKey, mintKey } from './api-key.ts';
import type { KeyStore, PublisherStore, SetterStore } from './ports.ts';
import type { Setter, SetterState } from './setter.ts';

type Caller = Pick<Principal, 'role' | 'subjectId'>;

export interface SetterDeps {
  readonly setters: SetterStore;
  readonly publishers: Pick<PublisherStore, 'get'>;
  readonly keys: Pick<KeyStore, 'create'>;
  readonly clock: Clock;
}

/**
 * Whose setters: a publisher's own; for an operator the one it names.
 *
 * @throws Problem `invalid` naming `field` where an operator leaves it out, `not-found` for another's
 */
export function setterOwner({ role, subjectId }: Caller, named: string | undefined, field: string): string {
  if (role === 'publisher') {
    if (named !== undefined && named !== subjectId) throw notFound(`publisher ${named}`);
    return subjectId;
  }
  if (named === undefined) throw invalidField(field, 'is needed: whose setters?');
  return named;
}

/** @throws Problem `not-found` for a publisher that does not exist */
export async function createSetter(
  { setters, publishers, clock }: Pick<SetterDeps, 'setters' | 'publishers' | 'clock'>,
  ids: IdSource,
  publisherId: string,
  name: string,
): Promise<Setter> {
  if (!(await publishers.get(publisherId))) throw notFound(`publisher ${publisherId}`);
  const setter: Setter = {
    ...{ setterId: ids.next('set'), publisherId, name },
    ...{ state: 'active', createdAtMs: clock.nowMs() },
  };
  return setters.create(setter);
}

/** @throws Problem `not-found` for another publisher's, as for one that does not exist */
export async function ownSetter(
  setters: Pick<SetterStore, 'get'>,
  { role, subjectId }: Caller,
  setterId: string,
): Promise<Setter> {
  const setter = await setters.get(setterId);
  if (!setter || (role === 'publisher' && setter.publisherId !== subjectId)) throw notFound(`setter ${setterId}`);
  return setter;
}

/**
 * Pauses a setter or lets it go on. What it brought goes on either way; it still reads its own.
 *
 * @throws Problem `stale` when it is not at the version that was seen, where one is named
 */
export async function setSetterState(
  { setters }: Pick<SetterDeps, 'setters'>,
  caller: Caller,
  setterId: string,
  state: SetterState,
  seenVersion?: number,
): Promise<Setter> {
  await ownSetter(setters, caller, setterId);
  const changed = await setters.setState(setterId, state, seenVersion);
  invariant(changed, 'a setter never goes away');
  return changed;
}

/** A key that brings in a setter's name and sees what that setter brought, nothing else. */
export async function issueSetterKey(
  { setters, keys, clock }: Pick<SetterDeps, 'setters' | 'keys' | 'clock'>,
  ids: IdSource,
  caller: Caller,
  setterId: string,
  label: string,
): Promise<{ readonly apiKey: ApiKey; readonly key: string }> {
  const { publisherId } = await ownSetter(setters, caller, setterId);
  const keyId = ids.next('key');
  const { key, hash } = mintKey(keyId);
  const scopes = SCOPES_OF_ROLE.setter;
  const apiKey: ApiKey = {
    ...{ keyId, hash, role: 'setter', subjectId: setterId, publisherId },
    ...{ scopes, label, createdAtMs: clock.nowMs() },
  };
  if ((await keys.create(apiKey)) === 'exists') {
    throw new Problem('conflict', 'this key was issued before and its text is shown once: revoke it, issue another');
  }
  return { apiKey, key };
}
