import type { Access, TableAccess } from './function-spec.ts';

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
