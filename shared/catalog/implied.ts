import { wayOf } from './answers.ts';
import type { Criterion } from './criteria.ts';

type OfKind<K extends Criterion['kind']> = Extract<Criterion, { kind: K }>;
type Timed = OfKind<'talk-time' | 'total-time'>;

const isTimed = (node: Criterion): node is Timed => node.kind === 'talk-time' || node.kind === 'total-time';

/** Talk time never exceeds total time, so what talks long enough is long enough; not the other way round. */
function isTimeImplied(part: Timed, asked: Timed): boolean {
  if (part.minSeconds < asked.minSeconds) return false;
  if (part.kind === asked.kind) return (part.maxSeconds ?? Infinity) <= (asked.maxSeconds ?? Infinity);
  return part.kind === 'talk-time' && asked.maxSeconds === undefined;
}

function isAnswerImplied(part: OfKind<'answer'>, asked: OfKind<'answer'>): boolean {
  if (part.name !== asked.name || wayOf(part) !== wayOf(asked)) return false;
  if (part.in && asked.in) return part.in.every((text) => asked.in?.includes(text));
  if (wayOf(part) === 'yes-or-no') return part.is === asked.is;
  return (part.min ?? -Infinity) >= (asked.min ?? -Infinity) && (part.max ?? Infinity) <= (asked.max ?? Infinity);
}

/** What was pressed at one question was pressed at any. */
function isKeyImplied(part: OfKind<'key-press'>, asked: OfKind<'key-press'>): boolean {
  const isOfAsked = asked.question === undefined || part.question === asked.question;
  return isOfAsked && part.in.every((key) => asked.in.includes(key));
}

function isImpliedBy(part: Criterion, asked: Criterion): boolean {
  if (isTimed(part) && isTimed(asked)) return isTimeImplied(part, asked);
  if (part.kind === 'caller-region' && asked.kind === 'caller-region') {
    return part.in.every((region) => asked.in.some((each) => region === each || region.startsWith(`${each}-`)));
  }
  if (part.kind === 'confidence' && asked.kind === 'confidence') {
    return part.in.every((level) => asked.in.includes(level));
  }
  if (part.kind === 'answer' && asked.kind === 'answer') return isAnswerImplied(part, asked);
  if (part.kind === 'key-press' && asked.kind === 'key-press') return isKeyImplied(part, asked);
  return JSON.stringify(part) === JSON.stringify(asked);
}

/** Whether what is asked holds wherever all parts hold. A `no` may be wrong, a `yes` never is. */
export function isImplied(parts: readonly Criterion[], asked: Criterion): boolean {
  if (parts.some((part) => isImpliedBy(part, asked))) return true;
  if (asked.kind === 'all') return asked.of.every((each) => isImplied(parts, each));
  return asked.kind === 'any' && asked.of.some((each) => isImplied(parts, each));
}
