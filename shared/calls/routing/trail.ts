import { sha256Hex } from '../../kernel/ids.ts';
import { type Considered, REFUSALS, type Refusal } from './model.ts';

/**
 * Why each target was or was not chosen, small enough to live on the outcome: two letters for a reason, the end of the id for
 * a target, and for a chosen one the percent of its calls that it answers, where its price was weighed by that. Whoever reads it
 * has the offer's targets at hand and finds each again by `targetMark`.
 */

/** What stays of one candidate. */
export interface Mark {
  readonly target: string;
  readonly fate: Refusal | 'chosen' | 'not-needed';
  readonly answeredPercent?: number;
}

/** The chosen first, then the refused: a person asks first who rang, then why the others did not. */
export const MAX_MARKS = 10;

/** 24 bits: enough to tell the targets of one offer apart, short enough to keep ten of them. */
export const targetMark = (targetId: string): string => sha256Hex(targetId).slice(0, 6);

/** Codes are kept for ever: a word moved in REFUSALS must not change what an old trail says, so none is derived from its place. */
const CODES: Readonly<Record<Refusal | 'chosen' | 'not-needed', string>> = {
  chosen: 'OK',
  'not-needed': 'nn',
  'offer-paused': 'op',
  'not-joined': 'nj',
  'target-paused': 'tp',
  loop: 'lo',
  currency: 'cu',
  credit: 'cr',
  'bid-expired': 'bx',
  'blocked-caller': 'bc',
  publisher: 'pu',
  attestation: 'at',
  withheld: 'wh',
  region: 're',
  'region-unknown': 'ru',
  language: 'la',
  tag: 'tg',
  repeat: 'rp',
  holiday: 'ho',
  closed: 'cl',
  unanswered: 'un',
  full: 'fu',
  concurrency: 'co',
  'hourly-concurrency': 'hc',
  'cap-hour': 'ch',
  'cap-day': 'cd',
  'cap-month': 'cm',
  'cap-total': 'ct',
  'budget-hour': 'bh',
  'budget-day': 'bd',
  'budget-month': 'bm',
  'budget-total': 'bt',
};

const WORDS: ReadonlyMap<string, Mark['fate']> = new Map(
  (['chosen', 'not-needed', ...REFUSALS] as const).map((word) => [CODES[word], word]),
);

const rankOf = ({ fate }: Considered): number => {
  if (fate.kind === 'chosen') return fate.rank;
  return fate.kind === 'not-needed' ? Number.MAX_SAFE_INTEGER - 1 : Number.MAX_SAFE_INTEGER;
};

/** `OK1a2b3c%73 cl4d5e6f …`, cut at ten, with `+N` for how many more there were: at most 115 bytes. */
export function writeTrail(considered: readonly Considered[]): string {
  const ordered = [...considered].sort((a, b) => rankOf(a) - rankOf(b));
  const marks = ordered.slice(0, MAX_MARKS).map(({ targetId, fate, answeredBps }) => {
    const word = fate.kind === 'refused' ? fate.why.refusal : fate.kind;
    const weighed = fate.kind === 'chosen' && answeredBps !== undefined ? `%${Math.round(answeredBps / 100)}` : '';
    return `${CODES[word]}${targetMark(targetId)}${weighed}`;
  });
  const more = ordered.length - marks.length;
  return [...marks, ...(more > 0 ? [`+${more}`] : [])].join(' ');
}

/** The reverse of {@link writeTrail}; what it does not know it leaves out. */
export function readTrail(trail: string): { readonly marks: readonly Mark[]; readonly more: number } {
  const marks: Mark[] = [];
  let more = 0;
  for (const word of trail.split(' ')) {
    const fate = WORDS.get(word.slice(0, 2));
    if (word.startsWith('+')) more = Number(word.slice(1));
    else if (fate) marks.push(markOf(word.slice(2), fate));
  }
  return { marks, more };
}

function markOf(word: string, fate: Mark['fate']): Mark {
  const [target = '', percent] = word.split('%');
  return { target, fate, ...(percent !== undefined && { answeredPercent: Number(percent) }) };
}
