import { z } from 'zod';
import { isInheritedName } from '../kernel/inherited-names.ts';

/**
 * What was said about an outcome, in the offer's own words: `seniority: 'director'`, `employees: 40`, `hasBudget: true`. A lead's
 * form or a setter's questions give them, criteria ask for them, and judging knows no more of them than name and value.
 *
 * They are kept in the outcome's one item and once more in its verdict, so they are few and short; what identifies a person
 * never is an answer.
 */
export const MAX_ANSWERS = 12;
/** Names and values together, in bytes. */
export const MAX_ANSWERS_BYTES = 160;
export const MAX_ANSWER_LETTERS = 40;
/** Whole and exact in JSON, in DynamoDB and in a person's head. */
const MOST = 1e15;

export const answerName = z
  .string()
  .regex(
    /^[a-z][A-Za-z0-9_]{0,23}$/,
    'is not a name such as companySize: a small letter, then at most 23 of A-Z, 0-9 and _',
  )
  .refine((name) => !isInheritedName(name), 'is a name that every object has by itself');

export const answerText = z.string().min(1).max(MAX_ANSWER_LETTERS);
export const answerNumber = z.number().min(-MOST).max(MOST);

export type AnswerValue = string | number | boolean;
export type Answers = Readonly<Record<string, AnswerValue>>;

/** UTF-8 bytes of names and values; a number counts as it is written. */
export const answersBytes = (answers: Answers): number =>
  Object.entries(answers).reduce(
    (sum, [name, value]) => sum + name.length + new TextEncoder().encode(String(value)).length,
    0,
  );

/** Answers as facts may hold them. */
export const answersShape = z
  .record(answerName, z.union([answerText, answerNumber, z.boolean()]))
  .refine((answers) => Object.keys(answers).length <= MAX_ANSWERS, `are more than ${MAX_ANSWERS} answers`)
  .refine((answers) => answersBytes(answers) <= MAX_ANSWERS_BYTES, `are more than ${MAX_ANSWERS_BYTES} bytes`);

/** How a question about an answer asks. */
interface Asking {
  readonly in?: readonly string[] | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly is?: boolean | undefined;
}
type Way = 'texts' | 'range' | 'yes-or-no';

function waysOf({ in: texts, min, max, is }: Asking): Way[] {
  const ways: Way[] = [];
  if (texts) ways.push('texts');
  if (min !== undefined || max !== undefined) ways.push('range');
  if (is !== undefined) ways.push('yes-or-no');
  return ways;
}

/** One of some texts, a range of numbers, or yes or no: each question asks in exactly one way. */
export const wayOf = (question: Asking): Way | undefined => waysOf(question)[0];

/** A question about one answer; with the others in criteria.ts. */
export const answerQuestion = z
  .strictObject({
    kind: z.literal('answer'),
    name: answerName,
    in: z.array(answerText).min(1).max(50).optional(),
    min: answerNumber.optional(),
    max: answerNumber.optional(),
    is: z.boolean().optional(),
  })
  .refine((question) => waysOf(question).length === 1, 'asks in exactly one way: `in`, `min` and `max`, or `is`');

/**
 * A question about what a caller pressed or said when a plan asked: the choice's key, or its first word where it has no key. Of
 * one of the plan's questions, by its id, or of any of them.
 */
export const keyPressQuestion = z.strictObject({
  kind: z.literal('key-press'),
  question: answerName.optional(),
  in: z.array(answerText).min(1).max(20),
});
