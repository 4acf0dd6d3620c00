import type { Terms } from '../catalog/model.ts';
import { dayOf } from '../kernel/time.ts';
import {
  isJudged,
  type JudgeAnewPorts,
  type JudgedAnew,
  type JudgedOutcome,
  judgeAnew,
} from '../outcomes/judge-anew.ts';
import type { JudgePorts } from '../outcomes/judge-outcome.ts';
import { type AdjustOutcomePorts, correctableUntil } from './adjust-outcome.ts';
import { correctOutcome } from './correct-outcome.ts';
import {
  type Basis,
  type Correctable,
  type CorrectionKind,
  isUpheld,
  type Standing,
  standingAfter,
  worthOf,
} from './correction.ts';
import { heldDay } from './held-day.ts';
import { tellLateTruth } from './tell-late-truth.ts';

export type LateTruthPorts = AdjustOutcomePorts & JudgeAnewPorts & Pick<JudgePorts, 'conversionOf' | 'replacements'>;

/** `too-late`: its window is over, so it is kept beside the verdict and changes nothing any more. */
export type LateAnswer = 'corrected' | 'nothing-changes' | 'too-late';

/**
 * Corrects what an outcome comes to by what came to light after its verdict: by one entry that names it, once for each
 * revision of the truth. The verdict stands. It may stop at any await and be asked again, in any order with other revisions:
 * in the end the money is what it would have been, had all been known in time.
 *
 * @throws Problem `not-found` for an outcome nobody opened, `unavailable` while a day is closing, a rate is missing or an
 *   earlier step of its chain has no verdict
 */
export async function correctLateTruth(ports: LateTruthPorts, outcomeId: string): Promise<LateAnswer> {
  const found = (await ports.corrections.read([outcomeId])).get(outcomeId);
  if (!found?.outcome.late || !isJudged(found.outcome)) return 'nothing-changes';
  const { outcome } = found;
  const { late } = found.outcome;
  const causeId = `${PREFIX}${late.revision}`;
  const there = found.corrections.find((each) => each.causeId === causeId);
  if (!there && dayOf(ports.clock.nowMs(), ports.zone) > (await correctableUntil(ports, found))) return 'too-late';
  const terms = await ports.terms.terms(outcome.terms);
  // Another one came in its place at no charge: what was paid for both stays.
  if ((await storyOf(ports, terms, outcomeId))?.state === 'delivered') return 'nothing-changes';
  const anew = await judgeAnew(ports, outcome, terms, late.facts);
  if (!anew.holds) await owedAgain(ports, terms, outcome);
  const basis = found.basis ?? (anew.holds ? await basisOf(ports, outcome, terms) : undefined);
  if (!outcome.verdict.booking && !basis) return 'nothing-changes';
  const corrected = await correctOutcome(ports, outcomeId, {
    causeId,
    kind: 'late-truth',
    reason: there?.reason ?? tellLateTruth(outcome.facts, late.facts, anew.holds),
    change: (seen) => there ?? changeOf(seen, anew, late.revision),
    untilDay: (seen) => correctableUntil(ports, seen),
    payableDay: (seen, today) => heldDay(seen, today, terms),
    basis,
  });
  return corrected.corrections.some((each) => each.causeId === causeId) ? 'corrected' : 'nothing-changes';
}

const storyOf = async ({ replacements }: LateTruthPorts, { windows }: Terms, outcomeId: string) =>
  windows?.replacement && replacements?.get(outcomeId);

/** It came in the place of another and does not qualify: that one is owed again, as long as one may come. */
async function owedAgain(ports: LateTruthPorts, terms: Terms, { outcomeId, verdict }: JudgedOutcome): Promise<void> {
  const replaced = verdict.booking?.replaces;
  const story = replaced === undefined ? undefined : await storyOf(ports, terms, replaced);
  const today = dayOf(ports.clock.nowMs(), ports.zone);
  if (story?.byOutcomeId === outcomeId && today <= story.untilDay) await ports.replacements?.release(outcomeId);
}

const PREFIX = 'late:';

const revisionOf = (causeId: string): number => Number(causeId.slice(PREFIX.length));

/** A publisher who is paid in another currency gets the rate of the verdict's day, as if it had qualified then. */
async function basisOf(ports: LateTruthPorts, { verdict }: JudgedOutcome, terms: Terms): Promise<Basis> {
  const { publisherId, currency } = terms;
  const conversion = await ports.conversionOf?.(publisherId, currency, dayOf(verdict.judgedAtMs, ports.zone));
  return { currency, ...(conversion && { conversion }) };
}

/** What people decided, or the advertiser took back. */
const DECIDED: readonly CorrectionKind[] = ['dispute', 'adjustment', 'credit'];

/**
 * The difference to what late truth changed so far; nothing where a later truth was booked already. What people decided is
 * not undone: where a dispute, an adjustment or a credit stands, late truth takes back what is left and adds nothing, and what they
 * decided to count stays as it is.
 */
function changeOf(found: Correctable, { price }: JudgedAnew, revision: number): Standing | undefined {
  if (isUpheld(found)) return undefined;
  const booked = found.corrections.filter(({ kind }) => kind === 'late-truth');
  if (booked.some(({ causeId }) => revisionOf(causeId) > revision)) return undefined;
  const isDecided = found.corrections.some(({ kind }) => DECIDED.includes(kind));
  const worth = worthOf(found);
  const left = standingAfter(found);
  const difference = (side: keyof Standing): bigint => {
    const change = price[side] - booked.reduce((sum, each) => sum + each[side], worth[side]);
    if (change > 0n) return isDecided ? 0n : change;
    return left[side] + change < 0n ? -left[side] : change;
  };
  const change = { chargeMinor: difference('chargeMinor'), payoutMinor: difference('payoutMinor') };
  return change.chargeMinor === 0n && change.payoutMinor === 0n ? undefined : change;
}
