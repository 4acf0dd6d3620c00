import { invalidField } from '../kernel/problem.ts';
import { invariant } from '../kernel/result.ts';
import { deadlinesOf } from '../outcomes/deadlines.ts';
import type { TermsReader } from '../outcomes/ports.ts';
import { type CorrectPorts, correctOutcome } from './correct-outcome.ts';
import { type Correctable, correctionIdOf, type Standing, standingAfter, worthOf } from './correction.ts';

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
 * @throws Problem `invalid` naming the field under `where`
 */
export function changeOf(found: Correctable, request: AdjustmentRequest, where: string): Standing {
  const standing = standingAfter(found);
  if (request.action === 'reverse') {
    return { chargeMinor: -standing.chargeMinor, payoutMinor: -standing.payoutMinor };
  }
  if (request.action === 'undo') {
    const { outcomeId } = found.outcome;
    const undone = found.corrections.find((each) => correctionIdOf(outcomeId, each.causeId) === request.adjustmentId);
    if (!undone) throw invalidField(`${where}.adjustmentId`, `is no adjustment of outcome ${outcomeId}`);
    return { chargeMinor: -undone.chargeMinor, payoutMinor: -undone.payoutMinor };
  }
  const { currency } = worthOf(found);
  if (request.currency !== currency) throw invalidField(`${where}.currency`, `is not ${currency}, the outcome's own`);
  return { chargeMinor: request.chargeMinor, payoutMinor: request.payoutMinor };
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
