import { toIso } from '../kernel/time.ts';
import type { LineView, RunView, StatementView } from './contract.ts';
import {
  holdOf,
  isHeld,
  isUnpaid,
  type Line,
  type LineReserve,
  type Run,
  type SealedPayee,
  type Step,
} from './model.ts';
import { sumOf } from './reserve.ts';
import { reasonOf, STATEMENT_STATE } from './statement.ts';

const stepView = ({ by, atMs, reason }: Step) => ({ by, at: toIso(atMs), ...(reason ? { reason } : {}) });

/** A run as finance sees it. */
export const viewRun = (run: Run): RunView => ({
  runId: run.runId,
  toDay: run.toDay,
  ...(run.only ? { only: [...run.only] } : {}),
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
  changedBy: run.changedBy.map((actor) => ({ ...actor })),
  held: (run.held ?? []).map(({ atMs, by, ...rest }) => ({ ...rest, by: { ...by }, at: toIso(atMs) })),
  files: run.files.map((file) => ({ ...file })),
  version: run.version,
});

const viewPayee = ({ legalName, nameInFile, method, accountMasked }: SealedPayee) => ({
  legalName,
  ...(nameInFile === undefined ? {} : { nameInFile }),
  method,
  account: accountMasked,
});

const viewReserve = (reserve: LineReserve | undefined) =>
  reserve
    ? {
        reserveWithheldMinor: reserve.withheldMinor,
        reserveReleasedMinor: reserve.releasedMinor,
        reserveKeptMinor: sumOf(reserve.kept),
      }
    : {};

/** What became of a line: as it was drawn, or carried whole where a person holds it. */
const viewDecision = (
  { publisherId, decision, payMinor, carriedOutMinor, totalMinor }: Line,
  run: Pick<Run, 'held'>,
) =>
  isHeld(run, publisherId)
    ? ({ decision: 'carry', reason: 'held', payMinor: 0n, carriedOutMinor: totalMinor } as const)
    : {
        decision: decision.kind,
        ...(decision.kind === 'carry' ? { reason: decision.reason } : {}),
        payMinor,
        carriedOutMinor,
      };

const lineFields = (line: Line, run: Pick<Run, 'held'>) => ({
  runId: line.runId,
  fromDay: line.fromDay,
  toDay: line.toDay,
  currency: line.currency,
  entries: line.entries.count,
  entriesMinor: line.entries.sumMinor,
  carriedInMinor: line.carriedInMinor,
  totalMinor: line.totalMinor,
  thresholdMinor: line.thresholdMinor,
  ...viewReserve(line.reserve),
  ...viewDecision(line, run),
  ...(line.payee ? { payee: viewPayee(line.payee) } : {}),
  digest: line.entries.digest,
  drawnAt: toIso(line.drawnAtMs),
});

/** A line as finance sees it: the account masked. */
export function viewLine(line: Line, run: Pick<Run, 'held'>): LineView {
  const hold = holdOf(run, line.publisherId);
  return { publisherId: line.publisherId, ...lineFields(line, run), ...(hold ? { heldFor: hold.reason } : {}) };
}

/** A line as its publisher sees it. */
export function viewStatement(line: Line, run: Pick<Run, 'state' | 'held'>): StatementView {
  const explanation = reasonOf(line, run);
  const goesOn = isUnpaid(run, line.publisherId);
  return {
    ...lineFields(line, run),
    state: STATEMENT_STATE[run.state],
    ...(explanation ? { explanation } : {}),
    paidMinor: goesOn ? 0n : line.payMinor,
    carriedOutMinor: goesOn ? line.totalMinor : line.carriedOutMinor,
  };
}
