import { z } from 'zod';
import { invalidField, notFound, Problem, type ProblemKind } from '../../kernel/problem.ts';
import { cursorRefused } from '../cursor.ts';
import { failurePage } from './failure-page.ts';
import type { ExampleOf } from './openapi-request.ts';
import { ROLES } from './principal.ts';
import { INTERNAL, problemOfZod, problemResponse } from './problem-json.ts';
import { TooManyRequests } from './rate-limit.ts';
import { MAX_BODY_BYTES } from './request.ts';
import type { Route } from './route.ts';

/** Examples of failures, written by the code that writes the real ones: they read as those do. */

const REQUEST_ID = 'JKJaXmPLvHcESHA=';

const answerOf = (problem: Problem): unknown => JSON.parse(problemResponse(problem, REQUEST_ID).body ?? '');

function tooLarge(bytes: number): Problem {
  const message = `is larger than ${bytes} bytes`;
  return new Problem('too-large', `the body ${message}`, [{ field: 'body', message }]);
}

const EXAMPLES: Record<ProblemKind, Problem> = {
  invalid: invalidField('body', 'can not be read'),
  unauthenticated: new Problem('unauthenticated', 'this API key or sign-in is not known'),
  forbidden: new Problem('forbidden', 'this needs the scope offers:write'),
  'not-found': notFound('offer offer_8x0cq2'),
  'method-not-allowed': new Problem('method-not-allowed', 'DELETE is not for this address; it takes GET, POST'),
  conflict: new Problem('conflict', 'the first request with this key is still running'),
  gone: new Problem('gone', 'the link has run out'),
  stale: new Problem('stale', 'version 3 is current, not 2'),
  'too-large': tooLarge(MAX_BODY_BYTES),
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
  return refusal(query, {}, 'query') ?? refusal(query ?? z.strictObject({}), { colour: 'red' }, 'query');
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
const invalidProblem = (route: Route, exampleOf: ExampleOf): Problem =>
  bodyRefusal(route, route.body && exampleOf(route.body)) ??
  queryRefusal(route) ??
  paramsRefusal(route) ??
  EXAMPLES.invalid;

/** As `refuseForbidden` (admit.ts) says it; nothing where every key will do. */
export function forbiddenWords({ scope, roles, fails }: Route): string | undefined {
  if (fails?.forbidden !== undefined || scope === 'public') return fails?.forbidden;
  if (scope !== 'any') return `this needs the scope ${scope}`;
  const other = roles && ROLES.find((role) => !roles.includes(role));
  return other && `the role ${other} can not do this`;
}

/** `joinRequestId` → `join request`. */
const nounOf = (name: string): string =>
  name
    .replace(/Ids?$/, '')
    .replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`)
    .toLowerCase();

/** The object that a request names: the last of its path, else the first of its query or body. */
function missingObject({ params, query, body }: Route, exampleOf: ExampleOf): Problem | undefined {
  const named = (schema: z.ZodType | undefined): Problem[] => {
    if (!(schema instanceof z.ZodObject)) return [];
    return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, field]) => {
      const id = /Ids?$/.test(name) ? exampleOf(field, name) : undefined;
      return typeof id === 'string' ? [notFound(`${nounOf(name)} ${id}`)] : [];
    });
  };
  return named(params).at(-1) ?? named(query)[0] ?? named(body)[0];
}

const sizeProblem = ({ maxBodyBytes }: Route): Problem | undefined =>
  maxBodyBytes === undefined ? undefined : tooLarge(maxBodyBytes);

/** A field that is named first is named as a field too; of a body that is no JSON the whole is. */
function inWords(kind: ProblemKind, words: string): Problem {
  const [, field, message] = /^((?:body|query|path|header)[.\w]*): (.*)$/.exec(words) ?? [];
  if (field !== undefined && message !== undefined) return new Problem(kind, words, [{ field, message }]);
  return new Problem(kind, words, kind === 'invalid' ? [{ field: 'body', message: words }] : []);
}

/** What an operation of its own refuses so; undefined where that is the same for all. */
function ownProblem(kind: ProblemKind, route: Route, exampleOf: ExampleOf): Problem | undefined {
  const words = kind === 'forbidden' ? forbiddenWords(route) : route.fails?.[kind];
  if (words !== undefined) return inWords(kind, words);
  if (kind === 'invalid') return invalidProblem(route, exampleOf);
  if (kind === 'not-found') return missingObject(route, exampleOf);
  return kind === 'too-large' ? sizeProblem(route) : undefined;
}

/** What an operation of its own answers when it fails so; undefined where that is the same for all. */
export function failureExample(kind: ProblemKind, route: Route, exampleOf: ExampleOf): unknown {
  const own = ownProblem(kind, route, exampleOf);
  return own && answerOf(own);
}

/** The same where people are told of it; undefined is what nobody expected. */
export function failurePageExample(kind: ProblemKind | undefined, route: Route, exampleOf: ExampleOf): string {
  const problem = kind && (ownProblem(kind, route, exampleOf) ?? EXAMPLES[kind]);
  return failurePage(problem, REQUEST_ID).body ?? '';
}
