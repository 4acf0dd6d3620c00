import { getAdjustmentUpload } from '../../../shared/ledger/contract/adjustments.ts';
import type { UploadStore } from '../../../shared/ledger/ports.ts';
import { viewUpload } from '../../../shared/ledger/show-adjustments.ts';
import { readUpload } from '../../../shared/ledger/upload-adjustments.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & { readonly uploads: UploadStore }): HttpHandler =>
  apiHandler(getAdjustmentUpload, deps, async ({ params }) =>
    viewUpload(await readUpload(deps.uploads, params.uploadId)),
  );
