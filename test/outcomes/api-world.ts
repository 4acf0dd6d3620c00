import { type Principal, SCOPES } from '../../shared/platform/http/principal.ts';
import { silentLog } from '../support/log.ts';

const principal = (role: Principal['role'], subjectId: string): Principal => ({
  keyId: `key_${subjectId}`,
  role,
  subjectId,
  scopes: SCOPES,
});

const KEYS: Readonly<Record<string, Principal>> = {
  operator: principal('operator', 'network'),
  finance: principal('finance', 'clerk'),
  acme: principal('advertiser', 'adv_acme'),
  rival: principal('advertiser', 'adv_rival'),
  blog: principal('publisher', 'pub_blog'),
  other: principal('publisher', 'pub_other'),
  ann: { ...principal('setter', 'set_ann'), publisherId: 'pub_blog' },
  bob: { ...principal('setter', 'set_bob'), publisherId: 'pub_blog' },
  scopeless: { ...principal('publisher', 'pub_blog'), scopes: [] },
};

/** Keys that are their own names: `acme` is an advertiser, `blog` a publisher of its outcomes, `ann` and `bob` its setters. */
export const api = { log: silentLog, authenticate: async (key: string) => KEYS[key] };
