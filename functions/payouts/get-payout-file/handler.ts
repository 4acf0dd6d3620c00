import { getPayoutFile } from '../../../shared/payouts/contract.ts';
import type { FileStore } from '../../../shared/payouts/ports.ts';
import { CONTENT_TYPE, readFile } from '../../../shared/payouts/read-file.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { ApiReply } from '../../../shared/platform/http/reply.ts';
import type { PayoutsApi } from '../api.ts';

export const getPayoutFileHandler = (deps: PayoutsApi & { readonly files: FileStore }): HttpHandler =>
  apiHandler(getPayoutFile, deps, async ({ params, principal }) => {
    const { file, content } = await readFile(deps, params.runId, params.name);
    // Bank details leave the house with this answer: who took them is kept.
    deps.log.info('payment file read', { runId: params.runId, name: file.name, keyId: principal.keyId });
    return new ApiReply(content, {
      'content-type': CONTENT_TYPE[file.rail],
      'content-disposition': `attachment; filename="${file.name}"`,
    });
  });
