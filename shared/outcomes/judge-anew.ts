import type { Terms } from '../catalog/model.ts';
import { cappedPrice, type Price } from '../catalog/pricing.ts';
import { type Answer, answerQuestion, type Background } from './answer-question.ts';
import { evaluateTree, explain, isMet } from './evaluate-criteria.ts';
import { gather, type JudgePorts, priceOf } from './judge-outcome.ts';
import type { CriterionResult, Facts, Outcome, Settled, Verdict } from './model.ts';

export type JudgeAnewPorts = Pick<JudgePorts, 'history' | 'customers' | 'qualityOf' | 'chain'>;

/** An outcome with its verdict. */
export type JudgedOutcome = Settled & { readonly verdict: Verdict };

export const isJudged = (outcome: Outcome): outcome is JudgedOutcome =>
  outcome.facts !== undefined && outcome.verdict !== undefined;

/** What an outcome would have come to, had its late truth been known in time. */
export interface JudgedAnew {
  readonly holds: boolean;
  readonly price: Price;
}

const NOTHING: Price = { chargeMinor: 0n, payoutMinor: 0n };

/**
 * Judges an outcome again by all that is known now. Only what late truth changes may change: a customer list, a quality score
 * or a chain that moved on since the verdict is no truth about this outcome. So a question that late truth does not touch
 * keeps its answer, and the price moves from the verdict's own by the difference that late truth makes.
 *
 * @throws Problem `unavailable` while an earlier step of its chain has no verdict
 */
export async function judgeAnew(
  ports: JudgeAnewPorts,
  outcome: JudgedOutcome,
  terms: Terms,
  late: Facts,
): Promise<JudgedAnew> {
  const known = { ...outcome, facts: late };
  const background = await gather(ports, known, terms);
  if (!isMet(late, evaluateAnew(outcome, terms, late, background))) return { holds: false, price: NOTHING };
  // What it came in the place of is paid, whatever it would cost itself.
  if (outcome.verdict.booking?.replaces !== undefined) return { holds: true, price: NOTHING };
  const price = await priceOf(ports, known, terms);
  const frozen = outcome.verdict.booking?.worth;
  if (!frozen) return { holds: true, price };
  const before = await priceOf(ports, outcome, terms);
  const moved = (side: keyof Price): bigint => notNegative(frozen[side] + price[side] - before[side]);
  return { holds: true, price: cappedPrice({ chargeMinor: moved('chargeMinor'), payoutMinor: moved('payoutMinor') }) };
}

const notNegative = (amountMinor: bigint): bigint => {
  if (amountMinor < 0n) return 0n;
  return amountMinor;
};

function evaluateAnew({ facts, verdict }: JudgedOutcome, { criteria }: Terms, late: Facts, background: Background) {
  const given = answersIn(explain(criteria, verdict.marks));
  return evaluateTree(criteria, (question, place) => {
    const now = answerQuestion(question, late, background);
    if (question.kind !== 'repeat' && question.kind !== 'customer') return now;
    const then = answerQuestion(question, facts, background);
    const isTouched = now.truth !== then.truth || now.seen !== then.seen;
    return isTouched ? now : (given[place] ?? now);
  });
}

/** The answers of a verdict in the order of its questions, as far as marks tell: of what was seen nothing could be known. */
function answersIn(result: CriterionResult): readonly Answer[] {
  if ('of' in result) return result.of.flatMap(answersIn);
  return [{ seen: result.seen, truth: result.held || (result.seen === null ? null : false) }];
}
