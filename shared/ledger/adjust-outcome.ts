import { invalidField, Problem } from '../kernel/problem.ts';
import { invariant } from '../kernel/result.ts';
import { deadlinesOf } from '../outcomes/deadlines.ts';
import type { TermsReader } from '../outcomes/ports.ts';
import { type CorrectPorts, correctOutcome } from './correct-outcome.ts';
import {
  type Correctable,
  correctionIdOf,
  isUndecided,
  isUpheld,
  type Standing,
  standingAfter,
  worthOf,
} from './correction.ts';

export interface AdjustOutcomePorts extends CorrectPorts {
  readonly terms: TermsReader;
}

/** What a clerk asks for, always of one outcome by its id. */
export type AdjustmentRequest = {
  readonly outcomeId: string;
  readonly reason: string;
} & (
  | { readonly action: 'reverse' }
  | { readonly action: 'undo'; readonly adjustmentId: string }
  | {
      readonly action: 'change';
      readonly chargeMinor: bigint;
      readonly payoutMinor: bigint;
      readonly currency: string;
    }
);

/**
 * By how much an adjustment changes what stands: all of it, what an earlier correction did, or what was asked.
 *
 * @throws Problem `invalid` naming the field under `where`, `conflict` for what a publisher's granted dispute undid already
 */
export function changeOf(found: Correctable, request: AdjustmentRequest, where: string): Standing {
  const standing = standingAfter(found);
  if (request.action === 'reverse') {
    return { chargeMinor: -standing.chargeMinor, payoutMinor: -standing.payoutMinor };
  }
  if (request.action === 'undo') return undoOf(found, request.adjustmentId, where);
  const { currency } = worthOf(found);
  if (request.currency !== currency) throw invalidField(`${where}.currency`, `is not ${currency}, the outcome's own`);
  return { chargeMinor: request.chargeMinor, payoutMinor: request.payoutMinor };
}

function undoOf({ outcome: { outcomeId }, corrections }: Correctable, adjustmentId: string, where: string): Standing {
  const index = corrections.findIndex(({ causeId }) => correctionIdOf(outcomeId, causeId) === adjustmentId);
  const undone = corrections[index];
  if (!undone) throw invalidField(`${where}.adjustmentId`, `is no adjustment of outcome ${outcomeId}`);
  const { chargeMinor, payoutMinor } = undone;
  const hasTaken = chargeMinor < 0n || payoutMinor < 0n;
  if (hasTaken && isUndecided(undone) && isUpheld({ corrections: corrections.slice(index + 1) })) {
    throw new Problem('conflict', `adjustment ${adjustmentId} was undone already, by the publisher’s granted dispute`);
  }
  return { chargeMinor: -chargeMinor, payoutMinor: -payoutMinor };
}

/** An undo can happen once, whoever asks; anything else is as often as it has causes. */
const causeOf = (request: AdjustmentRequest, causeId: string): string =>
  request.action === 'undo' ? `undo:${request.adjustmentId}` : causeId;

/**
 * Adjusts an outcome by a new entry, once for each cause, until its clawback window ends.
 *
 * @throws Problem as {@link correctOutcome}; `conflict` once the outcome is final
 */
export async function adjustOutcome(
  ports: AdjustOutcomePorts,
  request: AdjustmentRequest,
  cause: string,
  where = 'body',
): Promise<{ readonly adjustmentId: string; readonly found: Correctable }> {
  const { outcomeId, reason } = request;
  const causeId = causeOf(request, cause);
  const found = await correctOutcome(ports, outcomeId, {
    causeId,
    kind: 'adjustment',
    reason,
    field: where,
    change: (seen) => changeOf(seen, request, where),
    untilDay: (seen) => correctableUntil(ports, seen),
  });
  return { adjustmentId: correctionIdOf(outcomeId, causeId), found };
}

/** The last day on which money of this outcome may still change. */
export async function correctableUntil(
  { terms, zone }: Pick<AdjustOutcomePorts, 'terms' | 'zone'>,
  { outcome }: Correctable,
): Promise<string> {
  invariant(outcome.verdict, 'what owes something was judged');
  return deadlinesOf(await terms.terms(outcome.terms), outcome.verdict.judgedAtMs, zone).correctableUntil;
}
