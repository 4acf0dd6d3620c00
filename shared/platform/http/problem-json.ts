import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { z } from 'zod';
import { type FieldError, Problem, type ProblemKind } from '../../kernel/problem.ts';

const STATUS: Record<ProblemKind, { readonly status: number; readonly title: string }> = {
  invalid: { status: 400, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'A valid API key is needed' },
  forbidden: { status: 403, title: 'Not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Not by this method' },
  conflict: { status: 409, title: 'The state does not allow this' },
  gone: { status: 410, title: 'No longer there' },
  stale: { status: 412, title: 'It was changed meanwhile' },
  'too-large': { status: 413, title: 'Too large' },
  unprocessable: { status: 422, title: 'It was asked for before, with other input' },
  'too-many': { status: 429, title: 'Too many requests' },
  unavailable: { status: 503, title: 'Try again later' },
};

/** What nobody expected: a 500 that says no more than that. */
export const INTERNAL = {
  type: 'urn:callbourse:problem:internal',
  title: 'Something went wrong on our side',
  status: 500,
} as const;

export const statusOf = (kind: ProblemKind): number => STATUS[kind].status;
export const titleOf = (kind: ProblemKind): string => STATUS[kind].title;
export const PROBLEM_KINDS = Object.keys(STATUS) as ProblemKind[];

/** What somebody is told of a failure. */
interface Told {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance: string;
  readonly errors?: readonly FieldError[];
}

/** RFC 9457: `type` is a stable URN per kind, `errors` names each field. Undefined is what nobody expected. */
export function failureOf(problem: Problem | undefined, requestId: string): Told {
  if (!problem) return { ...INTERNAL, instance: requestId };
  return {
    type: `urn:callbourse:problem:${problem.kind}`,
    ...{ title: titleOf(problem.kind), status: statusOf(problem.kind) },
    detail: problem.message,
    instance: requestId,
    ...(problem.fields.length > 0 ? { errors: problem.fields } : {}),
  };
}

/** How an answer says what went wrong. */
export type WriteFailure = (problem: Problem | undefined, requestId: string) => APIGatewayProxyStructuredResultV2;

export const problemResponse: WriteFailure = (problem, requestId) => {
  const failure = failureOf(problem, requestId);
  return {
    statusCode: failure.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      // RFC 9110 section 15.5.2: a 401 says how to do better.
      ...(failure.status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    },
    body: JSON.stringify(failure),
  };
};

/** Names at most this many fields: enough to fix a request, bounded for an attacker's. */
const MAX_FIELDS = 20;

/** A caller may invent names of any length; an answer repeats so much of one. */
export const MAX_NAME_CHARS = 80;

/** Where one finding of zod lies; of fields that nobody knows, each is named. */
function fieldsOf(issue: z.core.$ZodIssue, where: string): FieldError[] {
  const path = [where, ...issue.path.map(String)];
  if (issue.code !== 'unrecognized_keys') return [{ field: path.join('.'), message: issue.message }];
  return issue.keys.slice(0, MAX_FIELDS).map((key) => ({
    field: [...path, key.slice(0, MAX_NAME_CHARS)].join('.'),
    message: 'is not known here',
  }));
}

/** A zod failure as a 400 that names each field; `where` is `body`, `query` or `path`. */
export function problemOfZod(error: z.ZodError, where: string): Problem {
  const fields = error.issues
    .slice(0, MAX_FIELDS)
    .flatMap((issue) => fieldsOf(issue, where))
    .slice(0, MAX_FIELDS);
  const first = fields[0];
  return new Problem('invalid', first ? `${first.field}: ${first.message}` : 'the request is not valid', fields);
}
