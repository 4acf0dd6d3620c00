import { exitsOf, MAX_PLAN_DEPTH, MAX_PLAN_NODES, type Plan, type PlanNode, planShape } from './model.ts';

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

/** Walks every way from the entry once: circles, ways that are too long, and nodes that no way reaches. */
function faultsOnTheWay(plan: Plan): Fault[] {
  const faults: Fault[] = [];
  /** Longest way from a node to its end; absent while it is being walked. */
  const lengths = new Map<string, number>();
  const open = new Set<string>();
  const visit = (id: string): number => {
    const known = lengths.get(id);
    const node = nodeOf(plan, id);
    if (known !== undefined || !node) return known ?? 0;
    open.add(id);
    let longest = 0;
    for (const { path, to } of exitsOf(node)) {
      if (open.has(to)) faults.push(at(id, { path, message: `leads back to ${to}, round and round` }));
      else longest = Math.max(longest, visit(to));
    }
    open.delete(id);
    lengths.set(id, longest + 1);
    return longest + 1;
  };
  const depth = visit(plan.entry);
  if (faults.length === 0 && depth > MAX_PLAN_DEPTH) {
    faults.push({ path: ['entry'], message: `leads through ${depth} nodes; at most ${MAX_PLAN_DEPTH} are allowed` });
  }
  const lost = Object.keys(plan.nodes).filter((id) => !lengths.has(id));
  return [...faults, ...lost.map((id) => ({ path: ['nodes', id], message: 'is reached from nowhere' }))];
}

/** A plan as the API takes it. Each refusal names the field it is about: `nodes.menu.choices.0.goTo`. */
export const plan = planShape.superRefine((given, context) => {
  for (const { path, message } of faultsIn(given)) context.addIssue({ code: 'custom', path: [...path], message });
});
