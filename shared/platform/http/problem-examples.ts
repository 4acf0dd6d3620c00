import { z } from 'zod';
import { invalidField, notFound, Problem, type ProblemKind } from '../../kernel/problem.ts';
import { cursorRefused } from '../cursor.ts';
import { INTERNAL, problemOfZod, problemResponse } from './problem-json.ts';
import { TooManyRequests } from './rate-limit.ts';
import { MAX_BODY_BYTES } from './request.ts';
import type { Route } from './route.ts';

/** Examples of failures, written by the code that writes the real ones: they read as those do. */

const REQUEST_ID = 'JKJaXmPLvHcESHA=';

const answerOf = (problem: Problem): unknown => JSON.parse(problemResponse(problem, REQUEST_ID).body ?? '');

const tooLarge = `is larger than ${MAX_BODY_BYTES} bytes`;

const EXAMPLES: Record<ProblemKind, Problem> = {
  invalid: invalidField('body', 'can not be read'),
  unauthenticated: new Problem('unauthenticated', 'this API key or sign-in is not known'),
  forbidden: new Problem('forbidden', 'this needs the scope offers:write'),
  'not-found': notFound('offer offer_8x0cq2'),
  'method-not-allowed': new Problem('method-not-allowed', 'DELETE is not for this address; it takes GET, POST'),
  conflict: new Problem('conflict', 'the first request with this key is still running'),
  gone: new Problem('gone', 'the link has run out'),
  stale: new Problem('stale', 'version 3 is current, not 2'),
  'too-large': new Problem('too-large', `the body ${tooLarge}`, [{ field: 'body', message: tooLarge }]),
  unprocessable: new Problem('unprocessable', 'this Idempotency-Key was used with other input'),
  'too-many': new TooManyRequests({ 'retry-after': '7' }),
  unavailable: new Problem('unavailable', 'the catalog is busy; try again'),
};

export const problemExample = (kind: ProblemKind): unknown => answerOf(EXAMPLES[kind]);

export const internalExample = (): unknown => ({ ...INTERNAL, instance: REQUEST_ID });

/** What is wrong with a value, where it names a field of its own. */
function refusal(schema: z.ZodType | undefined, value: unknown, where: string): Problem | undefined {
  const problem = refusalOf(schema, value, where);
  return problem?.fields[0]?.field.includes('.') ? problem : undefined;
}

function refusalOf(schema: z.ZodType | undefined, value: unknown, where: string): Problem | undefined {
  const parsed = schema?.safeParse(value);
  return parsed?.error && problemOfZod(parsed.error, where);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const without = (value: Record<string, unknown>, name: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([each]) => each !== name));

/** A body that lacks a field it needs, or has one that nobody knows. */
function bodyRefusal({ body }: Route, example: unknown): Problem | undefined {
  if (!body || !isObject(example)) return undefined;
  const spoilt = [...Object.keys(example).map((name) => without(example, name)), { ...example, colour: 'red' }];
  return first(spoilt, (each) => refusal(body, each, 'body'));
}

const fieldsOf = (schema: z.ZodType | undefined): string[] =>
  schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];

function queryRefusal({ query }: Route): Problem | undefined {
  if (fieldsOf(query).includes('cursor')) return cursorRefused();
  return refusal(query, {}, 'query') ?? refusal(query, { colour: 'red' }, 'query');
}

/** `no such id` is none by its spaces; where those may be, nothing is nothing. */
const paramsRefusal = ({ params }: Route): Problem | undefined =>
  first(['no such id', ''], (text) =>
    refusal(params, Object.fromEntries(fieldsOf(params).map((name) => [name, text])), 'path'),
  );

function first<T, R>(values: readonly T[], find: (value: T) => R | undefined): R | undefined {
  for (const value of values) {
    const found = find(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What this operation answers to a request that is not valid: of its own schemas, and naming a field of them. */
export const invalidExample = (route: Route, body: unknown): unknown =>
  answerOf(bodyRefusal(route, body) ?? queryRefusal(route) ?? paramsRefusal(route) ?? EXAMPLES.invalid);
