import { listAuditRecords as route } from '../../../shared/audit/contract.ts';
import type { ActorReader, AuditReader } from '../../../shared/audit/ports.ts';
import { searchAudit } from '../../../shared/audit/search-audit.ts';
import { type Clock, toIso } from '../../../shared/kernel/time.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

interface ListAuditDeps extends Omit<ApiDeps, 'audit'> {
  readonly records: AuditReader;
  readonly actors: ActorReader;
  readonly clock: Clock;
  readonly zone: string;
}

export const handlerOf = (deps: ListAuditDeps): HttpHandler =>
  apiHandler(route, deps, async ({ query }) => {
    const { items, ...page } = await searchAudit({ ...deps, audit: deps.records }, query);
    const actors = await deps.actors.actorsOf(items);
    const shown = items.map(({ atMs, ...record }, index) => ({ ...record, ...actors[index], at: toIso(atMs) }));
    return { ...page, items: shown };
  });
