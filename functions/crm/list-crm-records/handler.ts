import { listCrmRecords as route } from '../../../shared/crm/contract.ts';
import type { ConnectionStore, RecordStore } from '../../../shared/crm/ports.ts';
import { notFound } from '../../../shared/kernel/problem.ts';
import { toIso } from '../../../shared/kernel/time.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export interface ListRecordsDeps extends ApiDeps {
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly records: Pick<RecordStore, 'list'>;
}

export const handlerOf = (deps: ListRecordsDeps): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params: { connectionId }, query }) => {
    const connection = await deps.connections.get(connectionId);
    if (connection?.advertiserId !== principal.subjectId) throw notFound('the connection');
    const { items, ...rest } = await deps.records.list(connectionId, query);
    return {
      ...rest,
      items: items.map(({ connectionId: _same, atMs, report, ...record }) => ({
        ...record,
        at: toIso(atMs),
        ...(report && { report: { ...withoutTime(report), at: toIso(report.atMs) } }),
      })),
    };
  });

const withoutTime = <T extends { readonly atMs: number }>({ atMs: _at, ...rest }: T): Omit<T, 'atMs'> => rest;
