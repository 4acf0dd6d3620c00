import { toIso } from '../kernel/time.ts';
import type { LineView, RunView, StatementView } from './contract.ts';
import type { Line, Run, SealedPayee, Step } from './model.ts';
import { reasonOf, STATEMENT_STATE } from './statement.ts';

const stepView = ({ by, atMs, reason }: Step) => ({ by, at: toIso(atMs), ...(reason ? { reason } : {}) });

/** A run as finance sees it. */
export const viewRun = (run: Run): RunView => ({
  runId: run.runId,
  toDay: run.toDay,
  state: run.state,
  opened: stepView(run.opened),
  publishers: run.enlisted.count,
  ...(run.drawnAtMs === undefined ? {} : { drawnAt: toIso(run.drawnAtMs) }),
  totals: (run.totals ?? []).map((totals) => ({ ...totals })),
  ...(run.stopped
    ? {
        stopped: {
          at: toIso(run.stopped.atMs),
          publisherId: run.stopped.publisherId,
          reason: run.stopped.reason,
        },
      }
    : {}),
  ...(run.approved ? { approved: stepView(run.approved) } : {}),
  ...(run.cancelled ? { cancelled: stepView(run.cancelled) } : {}),
  ...(run.issuedAtMs === undefined ? {} : { issuedAt: toIso(run.issuedAtMs) }),
  files: run.files.map((file) => ({ ...file })),
});

const viewPayee = ({ legalName, nameInFile, method, accountMasked }: SealedPayee) => ({
  legalName,
  ...(nameInFile === undefined ? {} : { nameInFile }),
  method,
  account: accountMasked,
});

const lineFields = (line: Line) => ({
  runId: line.runId,
  fromDay: line.fromDay,
  toDay: line.toDay,
  currency: line.currency,
  entries: line.entries.count,
  entriesMinor: line.entries.sumMinor,
  carriedInMinor: line.carriedInMinor,
  totalMinor: line.totalMinor,
  thresholdMinor: line.thresholdMinor,
  decision: line.decision.kind,
  ...(line.decision.kind === 'carry' ? { reason: line.decision.reason } : {}),
  payMinor: line.payMinor,
  carriedOutMinor: line.carriedOutMinor,
  ...(line.payee ? { payee: viewPayee(line.payee) } : {}),
  digest: line.entries.digest,
  drawnAt: toIso(line.drawnAtMs),
});

/** A line as finance sees it: the account masked. */
export const viewLine = (line: Line): LineView => ({ publisherId: line.publisherId, ...lineFields(line) });

/** A line as its publisher sees it. */
export function viewStatement(line: Line, run: Pick<Run, 'state'>): StatementView {
  const explanation = reasonOf(line, run);
  const isCancelled = run.state === 'cancelled';
  return {
    ...lineFields(line),
    state: STATEMENT_STATE[run.state],
    ...(explanation ? { explanation } : {}),
    paidMinor: isCancelled ? 0n : line.payMinor,
    carriedOutMinor: isCancelled ? line.totalMinor : line.carriedOutMinor,
  };
}
