import { z } from 'zod';
import { invalidField, Problem } from '../../kernel/problem.ts';
import { SECOND_MS } from '../../kernel/time.ts';
import { parseJson } from '../../platform/http/parse-json.ts';
import { MAX_CALL_SECONDS } from '../model.ts';
import type { CarrierRequest } from '../ports.ts';

/** An id of a call, leg or recording as carriers make them. */
export const carrierIdText = z.string().regex(/^[A-Za-z0-9_.:-]{1,80}$/, 'is not an id');

/** @throws Problem `invalid` naming each field that is not as it must be */
export function readJson<T extends z.ZodType>(shape: T, { body }: CarrierRequest): z.output<T> {
  const result = shape.safeParse(parseJson(body));
  if (result.success) return result.data;
  const fields = result.error.issues.map(({ path, message }) => ({ field: ['body', ...path].join('.'), message }));
  throw new Problem('invalid', fields.map(({ field, message }) => `${field}: ${message}`).join('; '), fields);
}

/**
 * Whole seconds between two instants, for carriers that tell no duration; a second that was not completed is not counted.
 *
 * @throws Problem where the end is before the start, or more than a day after it: no call is
 */
export function secondsBetween(startMs: number, endMs: number, endField: string): number {
  const seconds = Math.floor((endMs - startMs) / SECOND_MS);
  if (seconds < 0) throw invalidField(endField, 'is before the start');
  if (seconds > MAX_CALL_SECONDS)
    throw invalidField(endField, `is more than ${MAX_CALL_SECONDS} seconds after the start`);
  return seconds;
}

/** An instant as carriers write it, in epoch milliseconds. */
export const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
