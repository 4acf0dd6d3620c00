import { listAuditRecords as route } from '../../../shared/audit/contract.ts';
import type { AuditReader } from '../../../shared/audit/ports.ts';
import { searchAudit } from '../../../shared/audit/search-audit.ts';
import type { Clock } from '../../../shared/kernel/time.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

interface ListAuditDeps extends Omit<ApiDeps, 'audit'> {
  readonly records: AuditReader;
  readonly clock: Clock;
  readonly zone: string;
}

export const handlerOf = (deps: ListAuditDeps): HttpHandler =>
  apiHandler(route, deps, async ({ query }) => {
    const { items, ...page } = await searchAudit({ ...deps, audit: deps.records }, query);
    const shown = items.map(({ atMs, ...record }) => ({ ...record, at: new Date(atMs).toISOString() }));
    return { ...page, items: shown };
  });
