import { wayOf } from './answers.ts';
import type { Criterion } from './criteria.ts';
import { isImplied } from './implied.ts';
import type { Model } from './outcome-model.ts';

/** Where a tree asks for what no outcome can be, as a path into it. */
export interface Contradiction {
  readonly path: readonly (string | number)[];
  readonly reason: string;
}

type Path = Contradiction['path'];
type Kind = Criterion['kind'];
type OfKind<K extends Kind> = Extract<Criterion, { kind: K }>;

/** A node and where it stands. */
interface Placed<N extends Criterion = Criterion> {
  readonly path: Path;
  readonly node: N;
}

type Timed = OfKind<'talk-time' | 'total-time'>;

const childrenOf = (node: Criterion, path: Path): Placed[] => {
  if (node.kind === 'not') return [{ path: [...path, 'of'], node: node.of }];
  if (node.kind === 'all' || node.kind === 'any') {
    return node.of.map((child, index) => ({ path: [...path, 'of', index], node: child }));
  }
  return [];
};

/** Everything that must hold at once: nested `all`s are one. */
const conjunctsOf = (all: Placed): Placed[] =>
  childrenOf(all.node, all.path).flatMap((child) => (child.node.kind === 'all' ? conjunctsOf(child) : [child]));

const isKind = <K extends Kind>(node: Criterion, kind: K): node is OfKind<K> => node.kind === kind;

const ofKind = <K extends Kind>(placed: readonly Placed[], kind: K): Placed<OfKind<K>>[] =>
  placed.flatMap(({ path, node }) => (isKind(node, kind) ? [{ path, node }] : []));

/** Talk time never exceeds total time, so a floor under the first is a floor under the second. */
function* timesApart(parts: readonly Placed[]): Generator<Contradiction> {
  const talk = ofKind(parts, 'talk-time');
  const total = ofKind(parts, 'total-time');
  const clash = (floors: readonly Placed<Timed>[], ceilings: readonly Placed<Timed>[]) => {
    const floor = Math.max(0, ...floors.map((each) => each.node.minSeconds));
    return ceilings.find((each) => each.node.minSeconds <= floor && (each.node.maxSeconds ?? Infinity) < floor);
  };
  const found = clash(talk, [...talk, ...total]) ?? clash(total, total);
  if (found)
    yield { path: [...found.path, 'maxSeconds'], reason: 'another part asks for more seconds than this allows' };
}

/** `US` holds every `US-…`. */
const overlaps = (a: string, b: string): boolean => a === b || a.startsWith(`${b}-`) || b.startsWith(`${a}-`);

function* setsApart(parts: readonly Placed[]): Generator<Contradiction> {
  const [firstCustomer, ...customers] = ofKind(parts, 'customer');
  const other = customers.find((each) => each.node.is !== firstCustomer?.node.is);
  if (other) yield { path: [...other.path, 'is'], reason: 'another part asks for the opposite customer' };
  const [firstConfidence, ...confidences] = ofKind(parts, 'confidence');
  const apart = confidences.find((each) => !each.node.in.some((level) => firstConfidence?.node.in.includes(level)));
  if (apart) yield { path: [...apart.path, 'in'], reason: 'shares no confidence with another part' };
  const [firstRegion, ...regions] = ofKind(parts, 'caller-region');
  const abroad = regions.find(
    (each) => !each.node.in.some((region) => firstRegion?.node.in.some((known) => overlaps(region, known))),
  );
  if (abroad) yield { path: [...abroad.path, 'in'], reason: 'shares no region with another part' };
}

/** Two questions about one answer that no single value can meet. */
function* answersApart(parts: readonly Placed[]): Generator<Contradiction> {
  const asked = ofKind(parts, 'answer');
  for (const [index, { path, node }] of asked.entries()) {
    const others = asked.slice(0, index).filter((each) => each.node.name === node.name);
    const clash = others.find((other) => !canBothHold(other.node, node));
    if (clash) yield { path, reason: `another part asks for something else of ${node.name}` };
  }
}

function canBothHold(a: OfKind<'answer'>, b: OfKind<'answer'>): boolean {
  if (wayOf(a) !== wayOf(b)) return false;
  if (a.in && b.in) return a.in.some((text) => b.in?.includes(text));
  if (wayOf(a) === 'yes-or-no') return a.is === b.is;
  return Math.max(a.min ?? -Infinity, b.min ?? -Infinity) <= Math.min(a.max ?? Infinity, b.max ?? Infinity);
}

/** One question of a plan has one answer. */
function* keysApart(parts: readonly Placed[]): Generator<Contradiction> {
  const asked = ofKind(parts, 'key-press').filter(({ node }) => node.question !== undefined);
  for (const [index, { path, node }] of asked.entries()) {
    const others = asked.slice(0, index).filter((other) => other.node.question === node.question);
    const apart = others.some((other) => !other.node.in.some((key) => node.in.includes(key)));
    if (apart) yield { path: [...path, 'in'], reason: `another part asks for other keys of ${node.question}` };
  }
}

/** A part that says no to what the others already ask for. */
function* negated(parts: readonly Placed[]): Generator<Contradiction> {
  const asked = parts.map((each) => each.node);
  for (const { path, node } of ofKind(parts, 'not')) {
    if (isImplied(asked, node.of)) yield { path, reason: 'other parts ask for what this one refuses' };
  }
}

function* walk(placed: Placed): Generator<Contradiction> {
  const { node, path } = placed;
  if ((node.kind === 'talk-time' || node.kind === 'total-time') && (node.maxSeconds ?? Infinity) < node.minSeconds) {
    yield { path: [...path, 'maxSeconds'], reason: 'maxSeconds is below minSeconds' };
  }
  if (node.kind === 'answer' && (node.max ?? Infinity) < (node.min ?? -Infinity)) {
    yield { path: [...path, 'max'], reason: 'max is below min' };
  }
  if (node.kind === 'all') {
    const parts = conjunctsOf(placed);
    yield* timesApart(parts);
    yield* setsApart(parts);
    yield* answersApart(parts);
    yield* keysApart(parts);
    yield* negated(parts);
  }
  for (const child of childrenOf(node, path)) yield* walk(child);
}

const keyOf = ({ path }: Contradiction): string => path.join('.');

/**
 * Where a tree can never be met. An advertiser who sends one has mistyped a number, and would otherwise learn it from a
 * month without qualified outcomes. Not every contradiction is found, but each one found is real.
 */
export function contradictionsIn(tree: Criterion): readonly Contradiction[] {
  const found = new Map<string, Contradiction>();
  for (const each of walk({ node: tree, path: [] })) if (!found.has(keyOf(each))) found.set(keyOf(each), each);
  return [...found.values()];
}

const FOREIGN: Readonly<Record<Model, ReadonlySet<Kind>>> = {
  call: new Set(['answer']),
  lead: new Set(['talk-time', 'total-time', 'key-press']),
  appointment: new Set(['talk-time', 'total-time', 'key-press']),
};

/** Questions that an outcome of this model has no answer to: a lead never talks, a caller fills in no form. */
export function foreignQuestions(tree: Criterion, model: Model): readonly Contradiction[] {
  const visit = ({ node, path }: Placed): Contradiction[] => [
    ...(FOREIGN[model].has(node.kind) ? [{ path: [...path, 'kind'], reason: `a ${model} has no ${node.kind}` }] : []),
    ...childrenOf(node, path).flatMap(visit),
  ];
  return visit({ node: tree, path: [] });
}
