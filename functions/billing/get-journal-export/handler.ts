import { getJournalExport } from '../../../shared/billing/contract.ts';
import type { ExportStore } from '../../../shared/billing/ports.ts';
import { notFound } from '../../../shared/kernel/problem.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { viewExport } from '../export-view.ts';

export const getJournalExportHandler = (deps: ApiDeps & { readonly exports: ExportStore }): HttpHandler =>
  apiHandler(getJournalExport, deps, async ({ params: { exportId } }) => {
    const found = await deps.exports.get(exportId);
    if (!found) throw notFound(`export ${exportId}`);
    return viewExport(found, await deps.exports.parts(exportId));
  });
