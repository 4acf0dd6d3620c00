import { toDecimal } from '../kernel/money.ts';
import { Problem } from '../kernel/problem.ts';
import type { Clock } from '../kernel/time.ts';
import { refuseStale } from '../platform/change-from.ts';
import type { ApprovalLimit } from '../platform/http/principal.ts';
import { changeRun } from './change-run.ts';
import { type Actor, isSamePerson, moveRun, type Run } from './model.ts';
import type { RunStore } from './ports.ts';

export interface DecideDeps {
  readonly runs: RunStore;
  readonly clock: Clock;
}

export interface Approver extends Actor {
  /** The most they may approve in each currency; nothing in a currency that is not named. No limit when absent. */
  readonly approvalLimits?: readonly ApprovalLimit[] | undefined;
}

/** @throws Problem `forbidden` that names the limit, for a run that pays more than its approver may approve */
function assertWithinLimits({ totals = [] }: Run, limits: readonly ApprovalLimit[] | undefined): void {
  if (!limits) return;
  for (const { currency, payMinor } of totals) {
    const maxMinor = limits.find((limit) => limit.currency === currency)?.maxMinor ?? 0n;
    if (payMinor <= maxMinor) continue;
    const amounts = `${toDecimal(payMinor, currency)} ${currency}; your limit is ${toDecimal(maxMinor, currency)} ${currency}`;
    throw new Problem('forbidden', `the run pays ${amounts}`);
  }
}

/**
 * A second person says yes: neither whoever opened the run nor anyone who changed it, by key or by person, and nobody above
 * their limit.
 *
 * @throws Problem `forbidden` for the same person or above the limit, `conflict` for a run that is not drawn or was approved,
 *   `stale` when it is not as it was seen, where they name the version: what they say yes to is what they looked at
 */
export async function approveRun(
  { runs, clock }: DecideDeps,
  runId: string,
  approver: Approver,
  seenVersion?: number,
): Promise<Run> {
  const { approvalLimits, ...by } = approver;
  const approve = (current: Run): Run => {
    // Whatever state or version it is at: who may never say yes hears the same, however fast the others were.
    if ([current.opened.by, ...current.changedBy].some((actor) => isSamePerson(actor, by))) {
      throw new Problem('forbidden', 'whoever opened or changed a run can not approve it: ask a second person');
    }
    refuseStale(current.version, seenVersion);
    if (current.approved) throw new Problem('conflict', `run ${runId} was approved already`);
    if (current.state !== 'drawn') {
      throw new Problem('conflict', `run ${runId} is ${current.state}; only a drawn run can be approved`);
    }
    assertWithinLimits(current, approvalLimits);
    return moveRun(current, 'approved', { approved: { by, atMs: clock.nowMs() } });
  };
  return (await changeRun(runs, runId, approve)).run;
}
