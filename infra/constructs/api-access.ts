import { isAudited } from '../../shared/platform/http/audit.ts';
import { keepsAnswer } from '../../shared/platform/http/idempotency.ts';
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

/** What the duties of an operation follow from. */
type RouteDuties = Pick<Route, 'method' | 'scope' | 'audit' | 'idFromKey' | 'onlyAsks'>;

const isKeyed = (route: HttpRouteSpec): boolean => route.scope !== undefined && route.scope !== 'public';

/**
 * What every function behind an API key gets without asking, derived from its routes: it counts the requests of a key, where it
 * may change something it writes the audit trail, and where a repeat under one `Idempotency-Key` is done once it keeps the
 * first answer, in the catalog. Nobody can forget any of it.
 */
export function withApiDuties(spec: FunctionSpec, config: StageConfig): FunctionSpec {
  const keyed = (spec.routes ?? []).filter(isKeyed);
  if (keyed.length === 0) return spec;
  const routes = keyed as readonly RouteDuties[];
  const access = routes.some(keepsAnswer)
    ? withCatalog(spec.access, ['GetItem', 'PutItem', 'UpdateItem'])
    : spec.access;
  const { tables } = access;
  const audited = routes.some(isAudited);
  const audit = audited ? { audit: { actions: ['GetItem' as const, 'PutItem' as const] } } : {};
  const trailEnv: Record<string, string> = audited ? { AUDIT_DAYS: String(config.auditDays) } : {};
  return {
    ...spec,
    access: { ...access, tables: { ...tables, limits: { actions: ['UpdateItem'] }, ...audit } },
    signIn: true,
    env: { KEY_REQUESTS_PER_MINUTE: String(config.keyRequestsPerMinute), ...trailEnv, ...spec.env },
  };
}
