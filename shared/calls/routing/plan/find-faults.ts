import { answersBytes, MAX_ANSWERS_BYTES } from '../../../catalog/answers.ts';
import { overlapIn } from '../../../catalog/overlapping-hours.ts';
import { answerOf } from './choose-way.ts';
import {
  exitsOf,
  MAX_PLAN_DEPTH,
  MAX_PLAN_NODES,
  MAX_PLAN_QUESTIONS,
  MAX_PLAN_WORD_BYTES,
  type Plan,
  type PlanNode,
  planShape,
} from './model.ts';

export interface Fault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const nodeOf = ({ nodes }: Plan, id: string): PlanNode | undefined =>
  Object.hasOwn(nodes, id) ? nodes[id] : undefined;

/** Why a caller would get lost in a plan: names that lead nowhere or back, and what no caller should have to sit through. */
export function faultsIn(plan: Plan): readonly Fault[] {
  const count = Object.keys(plan.nodes).length;
  if (count > MAX_PLAN_NODES) return [{ path: ['nodes'], message: `are more than ${MAX_PLAN_NODES}` }];
  const dangling = danglingIn(plan);
  if (dangling.length > 0) return dangling;
  const within = Object.entries(plan.nodes).flatMap(([id, node]) => faultsOf(node).map((fault) => at(id, fault)));
  return [...within, ...faultsOnTheWay(plan)];
}

const at = (id: string, { path, message }: Fault): Fault => ({ path: ['nodes', id, ...path], message });

function danglingIn(plan: Plan): Fault[] {
  const entry = nodeOf(plan, plan.entry) ? [] : [{ path: ['entry'], message: `there is no node ${plan.entry}` }];
  const exits = Object.entries(plan.nodes).flatMap(([id, node]) =>
    exitsOf(node)
      .filter(({ to }) => !nodeOf(plan, to))
      .map(({ path, to }) => at(id, { path, message: `there is no node ${to}` })),
  );
  return [...entry, ...exits];
}

/** Mistakes inside one node: two choices on one key, a notice without a word. */
function faultsOf(node: PlanNode): Fault[] {
  if (node.kind === 'notice' && (node.say === undefined) === (node.play === undefined)) {
    return [{ path: [], message: 'either says or plays something' }];
  }
  if (node.kind === 'branch') return overlapsIn(node);
  if (node.kind !== 'ask') return [];
  const seen = new Set<string>();
  const faults: Fault[] = [];
  for (const [index, { keys, words = [] }] of node.choices.entries()) {
    for (const sign of [...(keys === undefined ? [] : [keys]), ...words]) {
      if (seen.has(sign)) faults.push({ path: ['choices', index], message: `${sign} leads somewhere else already` });
      seen.add(sign);
    }
    if (keys !== undefined && !node.by.includes('keys')) {
      faults.push({ path: ['choices', index, 'keys'], message: 'nobody is asked to press a key' });
    }
    if (words.length > 0 && !node.by.includes('speech')) {
      faults.push({ path: ['choices', index, 'words'], message: 'nobody is asked to speak' });
    }
  }
  return faults;
}

function overlapsIn({ cases }: Extract<PlanNode, { kind: 'branch' }>): Fault[] {
  return cases.flatMap(({ when }, index) => {
    const overlap = when.kind === 'hours' ? overlapIn(when.hours) : undefined;
    if (!overlap) return [];
    const path = ['cases', index, 'when', 'hours', 'windows', overlap.window];
    return [{ path, message: `overlaps an earlier window on weekday ${overlap.weekday}` }];
  });
}

/** The most that a caller may meet from a node to the end. */
interface Way {
  readonly nodes: number;
  readonly questions: number;
  /** What is kept of the answers, with their names. */
  readonly answerBytes: number;
  /** What is said. */
  readonly wordBytes: number;
}

const NO_WAY: Way = { nodes: 0, questions: 0, answerBytes: 0, wordBytes: 0 };

const sizeOf = (id: string, node: PlanNode): Way => ({
  nodes: 1,
  questions: node.kind === 'ask' ? 1 : 0,
  answerBytes:
    node.kind === 'ask' ? Math.max(...node.choices.map((choice) => answersBytes({ [id]: answerOf(choice) }))) : 0,
  wordBytes: Buffer.byteLength(wordsOf(node)),
});

function wordsOf(node: PlanNode): string {
  switch (node.kind) {
    case 'ask':
      return node.prompt;
    case 'notice':
    case 'refuse':
      return node.say ?? '';
    case 'record':
      return node.notice;
    case 'branch':
    case 'offer':
      return '';
  }
}

/** Walks every way from the entry once: circles, ways that are too long, and nodes that no way reaches. */
function faultsOnTheWay(plan: Plan): Fault[] {
  const faults: Fault[] = [];
  /** Absent while a node is being walked. */
  const lengths = new Map<string, Way>();
  const open = new Set<string>();
  const visit = (id: string): Way => {
    const known = lengths.get(id);
    const node = nodeOf(plan, id);
    if (known !== undefined || !node) return known ?? NO_WAY;
    open.add(id);
    let longest = NO_WAY;
    for (const { path, to } of exitsOf(node)) {
      if (open.has(to)) faults.push(at(id, { path, message: `leads back to ${to}, round and round` }));
      else longest = longerOf(longest, visit(to));
    }
    open.delete(id);
    const way = added(longest, sizeOf(id, node));
    lengths.set(id, way);
    return way;
  };
  const longest = visit(plan.entry);
  if (faults.length === 0) faults.push(...tooLong(longest));
  const lost = Object.keys(plan.nodes).filter((id) => !lengths.has(id));
  return [...faults, ...lost.map((id) => ({ path: ['nodes', id], message: 'is reached from nowhere' }))];
}

const longerOf = (a: Way, b: Way): Way => ({
  nodes: Math.max(a.nodes, b.nodes),
  questions: Math.max(a.questions, b.questions),
  answerBytes: Math.max(a.answerBytes, b.answerBytes),
  wordBytes: Math.max(a.wordBytes, b.wordBytes),
});

const added = (a: Way, b: Way): Way => ({
  nodes: a.nodes + b.nodes,
  questions: a.questions + b.questions,
  answerBytes: a.answerBytes + b.answerBytes,
  wordBytes: a.wordBytes + b.wordBytes,
});

function tooLong({ nodes, questions, answerBytes, wordBytes }: Way): Fault[] {
  const limits = [
    [nodes, 'nodes', MAX_PLAN_DEPTH],
    [questions, 'questions', MAX_PLAN_QUESTIONS],
    [answerBytes, 'bytes of answers', MAX_ANSWERS_BYTES],
    [wordBytes, 'bytes of words', MAX_PLAN_WORD_BYTES],
  ] as const;
  return limits.flatMap(([count, what, most]) =>
    count > most ? [{ path: ['entry'], message: `leads through ${count} ${what}; at most ${most} are allowed` }] : [],
  );
}

/** A plan as the API takes it. Each refusal names the field it is about: `nodes.menu.choices.0.goTo`. */
export const plan = planShape.superRefine((given, context) => {
  for (const { path, message } of faultsIn(given)) context.addIssue({ code: 'custom', path: [...path], message });
});
