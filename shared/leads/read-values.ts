import { type AnswerValue, answerNumber, MAX_ANSWER_LETTERS } from '../catalog/answers.ts';
import { regionCode } from '../catalog/criteria.ts';
import { isPersonal, type LeadField, type LeadForm } from '../catalog/lead-form.ts';
import { parseValidPhone } from '../kernel/phone.ts';
import { type FieldError, Problem } from '../kernel/problem.ts';
import type { ReadValues } from './model.ts';
import { readEmail } from './read-email.ts';

/** What a person types into a free field; an answer that criteria ask for is shorter. */
const MAX_TEXT_LETTERS = 300;

type Reading =
  | { readonly value: AnswerValue; readonly also?: Omit<ReadValues, 'values'> }
  | { readonly problem: string };

/** A form and a CSV know text only, so `12` is a number there and `yes` is true. */
function readNumber(given: unknown, { min, max }: LeadField): Reading {
  const number = typeof given === 'string' && /^[+-]?\d{1,15}(\.\d{1,6})?$/.test(given.trim()) ? Number(given) : given;
  if (!answerNumber.safeParse(number).success) return { problem: 'is not a number' };
  const value = number as number;
  if (value < (min ?? -Infinity)) return { problem: `is below ${min}` };
  return value > (max ?? Infinity) ? { problem: `is above ${max}` } : { value };
}

const YES = new Set(['true', 'yes', 'on', '1']);
const NO = new Set(['false', 'no', 'off', '0']);

function readBoolean(given: unknown): Reading {
  if (typeof given === 'boolean') return { value: given };
  const text = typeof given === 'string' ? given.trim().toLowerCase() : '';
  if (YES.has(text)) return { value: true };
  return NO.has(text) ? { value: false } : { problem: 'is neither yes nor no' };
}

function readText(text: string, field: LeadField): Reading {
  const limit = isPersonal(field) ? MAX_TEXT_LETTERS : MAX_ANSWER_LETTERS;
  return text.length > limit ? { problem: `is longer than ${limit} letters` } : { value: text };
}

function readPhone(text: string, { country }: LeadField): Reading {
  const phone = parseValidPhone(text, country);
  return phone === undefined ? { problem: 'is not a phone number that can exist' } : { value: phone, also: { phone } };
}

function readRegion(text: string): Reading {
  const region = text.toUpperCase();
  if (!regionCode.safeParse(region).success) return { problem: 'is not a region such as US or US-IL' };
  return { value: region, also: { region } };
}

function readOne(given: unknown, field: LeadField): Reading {
  if (field.type === 'number') return readNumber(given, field);
  if (field.type === 'boolean') return readBoolean(given);
  if (typeof given !== 'string') return { problem: 'is not a text' };
  const text = given.trim();
  switch (field.type) {
    case 'text':
      return readText(text, field);
    case 'choice':
      return field.choices?.includes(text) ? { value: text } : { problem: 'is none of the choices' };
    case 'region':
      return readRegion(text);
    case 'phone':
      return readPhone(text, field);
    case 'email': {
      const reading = readEmail(text);
      return 'problem' in reading ? reading : { value: text, also: { ...reading, writtenEmail: text.toLowerCase() } };
    }
  }
}

const isAbsent = (given: unknown): boolean =>
  given === undefined || given === null || (typeof given === 'string' && given.trim() === '');

/** A page's own name is cut before it stands in an answer: it may be as long as the request. */
const shown = (name: string): string => (name.length > 40 ? `${name.slice(0, 40)}…` : name);

/** A thousand unknown fields need no thousand messages. */
const MAX_ERRORS = 50;

type Given = Readonly<Record<string, unknown>>;

function refuse(errors: readonly FieldError[]): void {
  const [first] = errors;
  if (first) throw new Problem('invalid', `${first.field}: ${first.message}`, errors.slice(0, MAX_ERRORS));
}

interface Gathered {
  readonly errors: FieldError[];
  readonly read: ReadValues;
}

function gather(fields: readonly LeadField[], given: Given, where: string): Gathered {
  const errors: FieldError[] = Object.keys(given)
    .filter((name) => !fields.some((field) => field.name === name))
    .map((name) => ({ field: `${where}.${shown(name)}`, message: 'is not a field of this offer’s form' }));
  const values: Record<string, AnswerValue> = {};
  let also: Omit<ReadValues, 'values'> = {};
  for (const field of fields) {
    const one = Object.hasOwn(given, field.name) ? given[field.name] : undefined;
    if (isAbsent(one)) {
      if (field.required) errors.push({ field: `${where}.${field.name}`, message: 'is required' });
      continue;
    }
    const reading = readOne(one, field);
    if ('problem' in reading) errors.push({ field: `${where}.${field.name}`, message: reading.problem });
    else {
      values[field.name] = reading.value;
      also = { ...also, ...reading.also };
    }
  }
  return { errors, read: { values, ...also } };
}

/**
 * Reads what was filled in by the form of the offer. Every problem is named, none quotes what somebody typed.
 *
 * @throws Problem `invalid` naming each field as `<where>.<name>`
 */
export function readValues(form: LeadForm, given: Given, where: string): ReadValues {
  const { errors, read } = gather(form.fields, given, where);
  if (errors.length === 0 && !read.email && !read.phone) {
    errors.push({ field: where, message: 'have no e-mail and no phone: nobody could be reached' });
  }
  refuse(errors);
  return read;
}

/**
 * Reads what may be known before a lead is bought: whatever of the form is not personal, as much of it as is there.
 *
 * @throws Problem `invalid` naming each field, those that say who somebody is above all
 */
export function readImpersonal(form: LeadForm, given: Given, where: string): ReadValues {
  const personal = form.fields.filter((field) => isPersonal(field) && Object.hasOwn(given, field.name));
  refuse(
    personal.map(({ name }) => ({ field: `${where}.${name}`, message: 'is personal: it goes with the post only' })),
  );
  const fields = form.fields.filter((field) => !isPersonal(field)).map((field) => ({ ...field, required: false }));
  const { errors, read } = gather(fields, given, where);
  refuse(errors);
  return read;
}
