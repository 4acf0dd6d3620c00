import { createLog } from '../../../shared/platform/log.ts';
import { exportStore, fileStore, readers } from '../compose.ts';
import { advanceExportsHandler } from './handler.ts';

export const handler = advanceExportsHandler({
  ...readers(),
  exports: exportStore(),
  files: fileStore(),
  log: createLog('billing/advance-exports'),
});
