import { type Principal, SCOPES } from '../../shared/platform/http/principal.ts';
import { SCOPES_OF_ROLE } from '../../shared/platform/http/role-scopes.ts';
import { silentLog } from '../support/log.ts';

const person = (role: Principal['role'], subjectId: string): Principal => ({
  keyId: `key_${subjectId}`,
  role,
  subjectId,
  scopes: SCOPES_OF_ROLE[role],
});

const KEYS: Readonly<Record<string, Principal>> = {
  finance: person('finance', 'anna'),
  operator: { ...person('operator', 'network'), scopes: SCOPES },
  acme: person('advertiser', 'adv_acme'),
  rival: person('advertiser', 'adv_rival'),
  blog: person('publisher', 'pub_blog'),
};

/** Keys that are their own names. */
export const api = { log: silentLog, authenticate: async (key: string) => KEYS[key] };
