import type { AdjustOutcomePorts } from '../../../shared/ledger/adjust-outcome.ts';
import { chunkRequest } from '../../../shared/ledger/contract/adjustments.ts';
import type { UploadStore } from '../../../shared/ledger/ports.ts';
import { applyChunk } from '../../../shared/ledger/upload-adjustments.ts';
import type { Log } from '../../../shared/platform/log.ts';
import { type QueueHandler, queueHandler } from '../../../shared/platform/queue/consume.ts';

/** Applies one chunk of an upload; the same chunk twice comes to the same. */
export const applyHandler = (
  deps: AdjustOutcomePorts & { readonly uploads: UploadStore; readonly log: Log },
): QueueHandler =>
  queueHandler(chunkRequest, deps, async ({ message }) => {
    const failed = await applyChunk(deps, message);
    const { uploadId, chunk } = message;
    deps.log.info('adjustments applied', { uploadId, chunk, failed: failed.length });
  });
