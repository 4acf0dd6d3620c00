import type { Criterion, Question } from '../catalog/criteria.ts';
import { invariant } from '../kernel/result.ts';
import { type Answer, answerQuestion, type Background, type Truth } from './answer-question.ts';
import type { CriterionResult, Facts, Marks, Seen } from './model.ts';

/**
 * Judges a tree. Every node is evaluated, also where the answer is clear already: a person reads each line of the verdict.
 *
 * What can't be known neither holds nor fails (three-valued logic after Kleene): `not` of it can't be known either, so a
 * missing talk time meets neither "at least 60 s" nor "not at least 60 s". In the end only what is known to hold, holds.
 */
export const evaluateCriteria = (criterion: Criterion, facts: Facts, background: Background): Marks =>
  evaluateTree(criterion, (question) => answerQuestion(question, facts, background));

/** The same with answers from elsewhere; questions are asked in the order of the marks, `place` counts them from 0. */
export function evaluateTree(criterion: Criterion, answer: (question: Question, place: number) => Answer): Marks {
  const held: boolean[] = [];
  const seen: Seen[] = [];

  function visit(node: Criterion): Truth {
    const place = held.push(false) - 1;
    const truth = truthOf(node);
    held[place] = truth === true;
    return truth;
  }

  function truthOf(node: Criterion): Truth {
    if (node.kind === 'not') return not(visit(node.of));
    if (node.kind === 'all') return all(node.of.map(visit));
    if (node.kind === 'any') return not(all(node.of.map(visit).map(not)));
    const { seen: what, truth } = answer(node, seen.length);
    seen.push(what);
    return truth;
  }

  visit(criterion);
  return { held: held.map((each) => (each ? '1' : '0')).join(''), seen };
}

const not = (truth: Truth): Truth => (truth === null ? null : !truth);

const all = (truths: readonly Truth[]): Truth => {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
};

/**
 * Whether what is known already rules it out, whatever else will be known: for asking before all is. Who it is is not known
 * yet, so repeats and customers are left open.
 */
export function isRuledOut(criterion: Criterion, facts: Facts): boolean {
  const truthOf = (node: Criterion): Truth => {
    if (node.kind === 'not') return not(truthOf(node.of));
    if (node.kind === 'all') return all(node.of.map(truthOf));
    if (node.kind === 'any') return not(all(node.of.map(truthOf).map(not)));
    if (node.kind === 'repeat' || node.kind === 'customer' || node.kind === 'confidence') return null;
    return answerQuestion(node, facts, { outcomeId: '', offerId: '', advertiserId: '' }).truth;
  };
  return truthOf(criterion) === false;
}

/** Whether the tree as a whole held: its root comes first. */
export const holds = (marks: Marks): boolean => marks.held.startsWith('1');

/** Whether an outcome qualifies: it was taken, and its criteria held. */
export const isMet = ({ untaken }: Facts, marks: Marks): boolean => untaken !== true && holds(marks);

/** Puts the questions of the frozen terms back to what was seen of them. */
export function explain(criterion: Criterion, marks: Marks): CriterionResult {
  let node = 0;
  let leaf = 0;

  function visit(asked: Criterion): CriterionResult {
    const held = marks.held[node] === '1';
    node += 1;
    if (asked.kind === 'not') return { kind: 'not', held, of: [visit(asked.of)] };
    if (asked.kind === 'all' || asked.kind === 'any') return { kind: asked.kind, held, of: asked.of.map(visit) };
    const seen = marks.seen[leaf];
    leaf += 1;
    invariant(seen !== undefined, 'the marks belong to a larger tree');
    return { kind: asked.kind, held, asked, seen };
  }

  const result = visit(criterion);
  invariant(node === marks.held.length && leaf === marks.seen.length, 'the marks belong to another tree');
  return result;
}

/** The question that a tree which did not hold failed by: down the first branch that did not hold, to its first question. */
export function failedBy(criterion: Criterion, marks: Marks): Question['kind'] {
  const deciding = (result: CriterionResult): Question['kind'] => {
    if (!('of' in result)) return result.kind;
    // Under a `not` that failed everything may have held.
    const branch = result.of.find(({ held }) => !held) ?? result.of[0];
    invariant(branch, 'a node has parts');
    return deciding(branch);
  };
  return deciding(explain(criterion, marks));
}

/** What judging must look up for a tree: how far back for repeats (0 = not at all), and the customer list. */
export function whatToGather(criterion: Criterion): { readonly repeatDays: number; readonly customers: boolean } {
  const questions = questionsOf(criterion);
  const days = questions.map((question) => (question.kind === 'repeat' ? question.days : 0));
  return { repeatDays: Math.max(0, ...days), customers: questions.some((question) => question.kind === 'customer') };
}

function questionsOf(criterion: Criterion): Question[] {
  if (criterion.kind === 'not') return questionsOf(criterion.of);
  if (criterion.kind === 'all' || criterion.kind === 'any') return criterion.of.flatMap(questionsOf);
  return [criterion];
}
