import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { ProblemKind } from '../../kernel/problem.ts';
import { headersOfFailure } from './openapi-headers.ts';
import { internalExample, problemExample } from './problem-examples.ts';
import { INTERNAL, PROBLEM_KINDS, titleOf } from './problem-json.ts';

/** RFC 9457, as problem-json.ts writes it. */
const PROBLEM = {
  type: 'object' as const,
  description: 'RFC 9457 problem details; `errors` names each field',
  required: ['type', 'title', 'status', 'instance'],
  properties: {
    type: { type: 'string' as const, example: 'urn:callbourse:problem:invalid' },
    title: { type: 'string' as const },
    status: { type: 'integer' as const },
    detail: { type: 'string' as const },
    instance: { type: 'string' as const, description: 'Id of the request: name it when you ask us' },
    errors: {
      type: 'array' as const,
      items: {
        type: 'object' as const,
        required: ['field', 'message'],
        properties: { field: { type: 'string' as const }, message: { type: 'string' as const } },
      },
    },
  },
};

/** Of each operation its own example, and of no operation: only an address has methods that it does not take. */
const ELSEWHERE: ReadonlySet<ProblemKind> = new Set(['invalid', 'method-not-allowed']);

/** Each kind of failure once, for all operations to point at. */
export function registerProblems(registry: OpenAPIRegistry): void {
  registry.registerComponent('schemas', 'Problem', PROBLEM);
  for (const kind of PROBLEM_KINDS.filter((each) => !ELSEWHERE.has(each))) {
    const content = problemOf(problemExample(kind));
    const headers = headersOfFailure(kind);
    registry.registerComponent('responses', kind, { description: titleOf(kind), headers, content });
  }
  const content = problemOf(internalExample());
  const internal = { description: INTERNAL.title, headers: headersOfFailure('unavailable'), content };
  registry.registerComponent('responses', 'internal', internal);
}

export const problemOf = (example: unknown) => ({
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, example },
});
