import type { EntryReader } from '../../../shared/ledger/ports.ts';
import { downloadStatement } from '../../../shared/payouts/contract.ts';
import { readStatement } from '../../../shared/payouts/read-statement.ts';
import { statementCsv } from '../../../shared/payouts/statement.ts';
import { entriesOf } from '../../../shared/payouts/summarize-entries.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { ApiReply } from '../../../shared/platform/http/reply.ts';
import type { PayoutsApi } from '../api.ts';

export const downloadStatementHandler = (
  deps: PayoutsApi & { readonly entries: Pick<EntryReader, 'pages'> },
): HttpHandler =>
  apiHandler(downloadStatement, deps, async ({ params, principal }) => {
    const { line, run } = await readStatement(deps, principal.subjectId, params.runId);
    const csv = await statementCsv(line, run, entriesOf(deps.entries, line));
    return new ApiReply(csv, { 'content-disposition': `attachment; filename="statement_${line.runId}.csv"` });
  });
