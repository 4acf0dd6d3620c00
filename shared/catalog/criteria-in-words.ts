import type { Criterion, Question, WeeklyHours } from './criteria.ts';

/** Criteria as a person would say them, for whoever does not read trees. */

const either = (words: readonly string[]): string => words.join(' or ');

const DAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** 1, 2, 3, 5 → `Mon–Wed, Fri`. */
function daysInWords(days: readonly number[]): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  const runs: number[][] = [];
  for (const day of sorted) {
    const run = runs.at(-1);
    if (run?.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  return runs
    .map((run) =>
      run.length > 2 ? `${DAYS[run[0] ?? 0]}–${DAYS[run.at(-1) ?? 0]}` : run.map((day) => DAYS[day]).join(', '),
    )
    .join(', ');
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** `Mon–Fri 09:00–17:00, Sat 10:00–14:00 (America/Chicago)`. */
export const hoursInWords = ({ zone, windows }: WeeklyHours): string =>
  `${windows.map(({ days, fromMinute, toMinute }) => `${daysInWords(days)} ${clock(fromMinute)}–${clock(toMinute)}`).join(', ')} (${zone})`;

const rangeInWords = (min: number | undefined, max: number | undefined, unit = ''): string =>
  [min === undefined ? '' : `at least ${min}${unit}`, max === undefined ? '' : `at most ${max}${unit}`]
    .filter((part) => part !== '')
    .join(' and ');

const SCOPES = { offer: 'this offer', target: 'the same target', advertiser: 'this advertiser' } as const;

const CONFIDENCES = {
  exact: 'exactly known',
  recent: 'of a visit that ended a moment before',
  ambiguous: 'one of several visits',
  source: 'known by its source alone',
} as const;

function questionInWords(question: Question): string {
  switch (question.kind) {
    case 'talk-time':
      return `the talk lasts ${rangeInWords(question.minSeconds, question.maxSeconds, ' s')}`;
    case 'total-time':
      return `it lasts ${rangeInWords(question.minSeconds, question.maxSeconds, ' s')} from the first ring`;
    case 'caller-region':
      return `it comes from ${either(question.in)}`;
    case 'hours':
      return `it begins ${hoursInWords(question.hours)}`;
    case 'repeat':
      return `the person was in touch with ${SCOPES[question.scope]} in the ${question.days} days before`;
    case 'customer':
      return question.is === 'new'
        ? 'the person is no customer of the advertiser yet'
        : 'the person is a customer of the advertiser';
    case 'confidence':
      return `the visit that brought it is ${either(question.in.map((each) => CONFIDENCES[each]))}`;
    case 'within-caps':
      return 'the advertiser’s caps have a place for it';
    case 'answer':
      return answerInWords(question);
    case 'key-press':
      return `the caller pressed ${either(question.in)}${question.question ? ` at “${question.question}”` : ''}`;
  }
}

function answerInWords({ name, in: texts, min, max, is }: Extract<Question, { kind: 'answer' }>): string {
  if (texts) return `“${name}” is ${either(texts)}`;
  if (is !== undefined) return `“${name}” is ${is ? 'yes' : 'no'}`;
  return `“${name}” is ${rangeInWords(min, max)}`;
}

/** A tree in one sentence; brackets where it nests. */
export function criteriaInWords(criterion: Criterion, isInner = false): string {
  const bracketed = (text: string): string => (isInner ? `(${text})` : text);
  switch (criterion.kind) {
    case 'not':
      return `not ${criterion.of.kind === 'all' || criterion.of.kind === 'any' ? criteriaInWords(criterion.of, true) : `(${criteriaInWords(criterion.of)})`}`;
    case 'all':
    case 'any': {
      const parts = criterion.of.map((each) => criteriaInWords(each, criterion.of.length > 1));
      const text = parts.join(criterion.kind === 'all' ? ', and ' : ', or ');
      return parts.length > 1 ? bracketed(text) : text;
    }
    default:
      return questionInWords(criterion);
  }
}
