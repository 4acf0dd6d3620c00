import { requestJournalExport } from '../../../shared/billing/contract.ts';
import { type ExportDeps, startExport } from '../../../shared/billing/export-journal.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { viewExport } from '../export-view.ts';

export const requestJournalExportHandler = (
  deps: ApiDeps & Pick<ExportDeps, 'exports' | 'clock' | 'zone'>,
): HttpHandler =>
  apiHandler(requestJournalExport, deps, async ({ body, ids }) =>
    viewExport(await startExport(deps, ids.next('export'), body), []),
  );
