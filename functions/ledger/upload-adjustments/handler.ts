import { uploadAdjustments as route } from '../../../shared/ledger/contract/adjustments.ts';
import { viewUpload } from '../../../shared/ledger/show-adjustments.ts';
import { type UploadPorts, uploadAdjustments } from '../../../shared/ledger/upload-adjustments.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & UploadPorts): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params, body }) =>
    viewUpload(await uploadAdjustments(deps, params.uploadId, body.csv, principal.keyId)),
  );
