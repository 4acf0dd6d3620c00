import { isAudited } from '../../shared/platform/http/audit.ts';
import type { Route } from '../../shared/platform/http/route.ts';
import type { StageConfig } from '../config.ts';
import type { Access, FunctionSpec, HttpRouteSpec, TableAccess } from './function-spec.ts';

type TableAction = NonNullable<TableAccess['actions']>[number];

function withCatalog(access: Access, needed: readonly TableAction[]): Access {
  const catalog = access.tables?.catalog ?? {};
  const actions = [...new Set([...needed, ...(catalog.actions ?? [])])];
  const secrets = [...new Set(['OPERATOR_KEY' as const, ...(access.secrets ?? [])])];
  return { ...access, tables: { ...access.tables, catalog: { ...catalog, actions } }, secrets };
}

/** What every operation behind an API key needs besides its own access: the key's item and the operator key. */
export const withApiKey = (access: Access = {}): Access => withCatalog(access, ['GetItem']);

/** The same for a POST that takes an `Idempotency-Key`: it keeps its record in the catalog. */
export const withIdempotency = (access: Access = {}): Access =>
  withCatalog(access, ['GetItem', 'PutItem', 'UpdateItem']);

const isKeyed = (route: HttpRouteSpec): boolean => route.scope !== undefined && route.scope !== 'public';

/**
 * What every function behind an API key gets without asking, derived from its routes: it counts the requests of a key, and
 * where it may change something it writes the audit trail. Nobody can forget either.
 */
export function withApiDuties(spec: FunctionSpec, config: StageConfig): FunctionSpec {
  const keyed = (spec.routes ?? []).filter(isKeyed);
  if (keyed.length === 0) return spec;
  const { tables } = spec.access;
  const audited = keyed.some((route) => isAudited(route as Pick<Route, 'method' | 'scope' | 'audit'>));
  const audit = audited ? { audit: { actions: ['GetItem' as const, 'PutItem' as const] } } : {};
  const trailEnv: Record<string, string> = audited ? { AUDIT_DAYS: String(config.auditDays) } : {};
  return {
    ...spec,
    access: { ...spec.access, tables: { ...tables, limits: { actions: ['UpdateItem'] }, ...audit } },
    signIn: true,
    env: { KEY_REQUESTS_PER_MINUTE: String(config.keyRequestsPerMinute), ...trailEnv, ...spec.env },
  };
}
