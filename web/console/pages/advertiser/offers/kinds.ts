import { usualHours } from '../../../ui/hours-field.tsx';
import type { Criterion, Model, Question, QuestionKind } from './tree.ts';

interface Kind {
  readonly name: string;
  readonly models: readonly Model[];
  /** What a new one asks until something else is entered. */
  readonly usual: () => Question;
}

const CALLS: readonly Model[] = ['call'];
const SAID: readonly Model[] = ['lead', 'appointment'];
const EVERY: readonly Model[] = ['call', 'lead', 'appointment'];

/** Every question there is, in the words of whoever buys. */
export const KINDS: Readonly<Record<QuestionKind, Kind>> = {
  'talk-time': { name: 'Talk time', models: CALLS, usual: () => ({ kind: 'talk-time', minSeconds: 90 }) },
  'total-time': {
    name: 'Time from the first ring',
    models: CALLS,
    usual: () => ({ kind: 'total-time', minSeconds: 120 }),
  },
  'caller-region': {
    name: 'Region of the person',
    models: EVERY,
    usual: () => ({ kind: 'caller-region', in: ['US-IL'] }),
  },
  hours: { name: 'Hours of the week', models: EVERY, usual: () => ({ kind: 'hours', hours: usualHours() }) },
  repeat: { name: 'Was in touch before', models: EVERY, usual: () => ({ kind: 'repeat', days: 30, scope: 'offer' }) },
  customer: { name: 'New or existing customer', models: EVERY, usual: () => ({ kind: 'customer', is: 'new' }) },
  confidence: {
    name: 'How surely its visit is known',
    models: EVERY,
    usual: () => ({ kind: 'confidence', in: ['exact', 'recent'] }),
  },
  'within-caps': { name: 'Within the target’s caps', models: EVERY, usual: () => ({ kind: 'within-caps' }) },
  'key-press': { name: 'Key that was pressed', models: CALLS, usual: () => ({ kind: 'key-press', in: ['1'] }) },
  answer: { name: 'What was answered', models: SAID, usual: () => ({ kind: 'answer', name: 'answer', in: ['yes'] }) },
};

const KIND_NAMES = Object.keys(KINDS) as QuestionKind[];

export const kindsFor = (model: Model): readonly (readonly [QuestionKind, string])[] =>
  KIND_NAMES.filter((kind) => KINDS[kind].models.includes(model)).map((kind) => [kind, KINDS[kind].name]);

export const isQuestionKind = (text: string): text is QuestionKind => KIND_NAMES.some((kind) => kind === text);

/** What a group can be given more of. */
export function added(kind: string): Criterion {
  if (isQuestionKind(kind)) return KINDS[kind].usual();
  return { kind: kind === 'any' ? 'any' : 'all', of: [KINDS.repeat.usual()] };
}
