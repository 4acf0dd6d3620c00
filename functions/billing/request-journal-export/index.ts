import { apiDeps } from '../../platform/api-deps.ts';
import { client, exportStore, readers } from '../compose.ts';
import { requestJournalExportHandler } from './handler.ts';

export const handler = requestJournalExportHandler({
  ...apiDeps('billing/request-journal-export', client),
  ...readers(),
  exports: exportStore(),
});
