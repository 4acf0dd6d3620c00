import { apiDeps } from '../../platform/api-deps.ts';
import { client, exportStore, fileStore } from '../compose.ts';
import { getJournalExportPartHandler } from './handler.ts';

export const handler = getJournalExportPartHandler({
  ...apiDeps('billing/get-journal-export-part', client),
  exports: exportStore(),
  files: fileStore(),
});
