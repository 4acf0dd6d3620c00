import { apiDeps } from '../../platform/api-deps.ts';
import { client, exportStore } from '../compose.ts';
import { getJournalExportHandler } from './handler.ts';

export const handler = getJournalExportHandler({
  ...apiDeps('billing/get-journal-export', client),
  exports: exportStore(),
});
