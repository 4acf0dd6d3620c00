import type { Access } from './function-spec.ts';

/** What every operation behind an API key needs besides its own access: the key's item and the operator key. */
export function withApiKey(access: Access = {}): Access {
  const catalog = access.tables?.catalog ?? {};
  return {
    ...access,
    tables: {
      ...access.tables,
      catalog: { ...catalog, actions: [...new Set(['GetItem' as const, ...(catalog.actions ?? [])])] },
    },
    secrets: [...new Set(['OPERATOR_KEY' as const, ...(access.secrets ?? [])])],
  };
}
