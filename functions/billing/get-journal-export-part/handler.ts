import { getJournalExportPart } from '../../../shared/billing/contract.ts';
import { partKey } from '../../../shared/billing/export.ts';
import type { ExportStore } from '../../../shared/billing/ports.ts';
import { sha256Hex } from '../../../shared/kernel/ids.ts';
import { notFound } from '../../../shared/kernel/problem.ts';
import { invariant } from '../../../shared/kernel/result.ts';
import type { FileStore } from '../../../shared/payouts/ports.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { ApiReply } from '../../../shared/platform/http/reply.ts';

interface PartDeps extends ApiDeps {
  readonly exports: ExportStore;
  readonly files: Pick<FileStore, 'get'>;
}

export const getJournalExportPartHandler = (deps: PartDeps): HttpHandler =>
  apiHandler(getJournalExportPart, deps, async ({ params: { exportId, name } }) => {
    const part = (await deps.exports.parts(exportId)).find((each) => each.name === name);
    if (!part) throw notFound(`part ${name} of export ${exportId}`);
    const content = await deps.files.get(partKey(exportId, name));
    invariant(content !== undefined && sha256Hex(content) === part.sha256, `${name} is as it was written`);
    return new ApiReply(content, {
      ...(name.endsWith('.jsonl') ? { 'content-type': 'application/x-ndjson' } : {}),
      'content-disposition': `attachment; filename="${name}"`,
    });
  });
