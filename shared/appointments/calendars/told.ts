import { type Answers, answerName, answersShape, MAX_ANSWER_LETTERS, MAX_ANSWERS } from '../../catalog/answers.ts';
import { ATTENDANCE, LONGEST_ATTENDANCE } from '../../catalog/attendance-rules.ts';
import { parsePhone } from '../../kernel/phone.ts';
import type { BookingEvent } from '../model.ts';

/** What a calendar told of one booking, in words no calendar owns. Ids are the calendar's own. */
export interface Told {
  readonly uid: string;
  readonly event: BookingEvent;
  /** With a booking only. */
  readonly about?: About | undefined;
}

export interface About {
  /** None where the calendar's own has the invitee's name in it: the offer's stands instead. */
  readonly title?: string | undefined;
  readonly person: { readonly email: string; readonly phone?: string | undefined };
  readonly zone?: string | undefined;
  readonly answers: Answers;
  readonly joinUrl?: string | undefined;
  /** Whose booking it is (reference.ts). */
  readonly reference?: string | undefined;
}

/** `What is your budget?` → `whatIsYourBudget`, `company_size` → `company_size`; undefined for a text that names nothing. */
function nameOf(question: string): string | undefined {
  const words = question
    .normalize('NFKD')
    .split(/[^A-Za-z0-9_]+/)
    .filter((word) => word !== '');
  const camel = words.map((word, index) =>
    index === 0 ? word.charAt(0).toLowerCase() + word.slice(1) : word.charAt(0).toUpperCase() + word.slice(1),
  );
  const parsed = answerName.safeParse(camel.join('').slice(0, 24));
  return parsed.success && parsed.data !== 'attendance' ? parsed.data : undefined;
}

/** A form gives texts: what is a number, yes or no is asked about as such. */
function plainOf(given: unknown): string | number | boolean | undefined {
  if (typeof given === 'boolean' || typeof given === 'number') return given;
  if (Array.isArray(given)) return plainOf(given[0]);
  if (typeof given !== 'string') return undefined;
  const text = given.trim();
  if (/^(yes|true)$/i.test(text)) return true;
  if (/^(no|false)$/i.test(text)) return false;
  if (/^-?\d{1,12}(\.\d{1,4})?$/.test(text)) return Number(text);
  return text === '' ? undefined : text.slice(0, MAX_ANSWER_LETTERS);
}

/** What of a form's answers facts can hold: the first ones that fit, long texts cut. */
export function answersOf(given: readonly (readonly [question: string, answer: unknown])[]): Answers {
  let answers: Answers = {};
  for (const [question, answer] of given) {
    const [name, value] = [nameOf(question), plainOf(answer)];
    if (name === undefined || value === undefined) continue;
    const more = { ...answers, [name]: value };
    const fits = answersShape.safeParse({ ...more, [ATTENDANCE]: LONGEST_ATTENDANCE }).success;
    if (fits && Object.keys(more).length < MAX_ANSWERS) answers = more;
  }
  return answers;
}

export const phoneOf = (text: unknown): string | undefined =>
  typeof text === 'string' && text.startsWith('+') ? parsePhone(text) : undefined;
