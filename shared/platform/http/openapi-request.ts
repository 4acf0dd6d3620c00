import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { type ExampleWords, exampleMaker, mayBeAbsent } from './example.ts';
import { selectableFields } from './fields.ts';
import { takesIdempotencyKey } from './idempotency.ts';
import type { Route } from './route.ts';

const idempotencyKey = z.string().min(1).max(100).optional().meta({
  description: 'A repeat within 24 hours under the same key is done once and gets the first answer',
  example: 'crm-4711-1',
});

const ifMatch = z.string().meta({ description: 'The `etag` of the version the change was made from', example: '"3"' });
const mayMatch = ifMatch.optional().meta({
  description:
    'The `etag` of the version the change was made from, `"0"` where nothing was there: without it whichever is current is changed',
  example: '"3"',
});

function headersOf(route: Route): z.ZodObject | undefined {
  const headers = {
    ...(takesIdempotencyKey(route) && { 'Idempotency-Key': idempotencyKey }),
    ...(route.ifMatch && { 'If-Match': route.ifMatch === 'must' ? ifMatch : mayMatch }),
  };
  return Object.keys(headers).length > 0 ? z.object(headers) : undefined;
}

/** The example of a schema; none where a field has none, which a test doesn't let pass. */
export type ExampleOf = (schema: z.ZodType, name?: string) => unknown;

export function exampleBy(words: ExampleWords): ExampleOf {
  const make = exampleMaker(words);
  return (schema, name) => {
    const example = make(schema, name);
    return 'value' in example ? example.value : undefined;
  };
}

export const jsonOf = (schema: z.ZodType, example: unknown) => ({
  'application/json': { schema, ...(example === undefined ? {} : { example }) },
});

/** The same with an example at each field that a request must have. */
function withExamples({ shape }: z.ZodObject, exampleOf: ExampleOf): z.ZodObject {
  const fields = Object.entries(shape as Record<string, z.ZodType>);
  const shown = fields.map(([name, field]) =>
    mayBeAbsent(field) ? [name, field] : [name, field.meta({ example: exampleOf(field, name) })],
  );
  return z.object(Object.fromEntries(shown));
}

/** `?fields=`: what an answer can be narrowed to (fields.ts). */
function fieldsOf(route: Route): z.ZodObject | undefined {
  const [first, ...others] = selectableFields(route);
  if (first === undefined || route.scope === 'public') return undefined;
  const fields = z
    .array(z.enum([first, ...others]))
    .min(1)
    .optional();
  return z.object({
    fields: fields.meta({
      description:
        'These fields of the answer alone, of each item where it is a list; others are left out, required or not',
      param: { style: 'form', explode: false },
    }),
  });
}

function queryOf(route: Route, exampleOf: ExampleOf): z.ZodObject | undefined {
  const own = route.query && withExamples(route.query as z.ZodObject, exampleOf);
  const fields = fieldsOf(route);
  return own && fields ? own.extend(fields.shape) : (own ?? fields);
}

export function requestOf(route: Route, exampleOf: ExampleOf): RouteConfig['request'] {
  const headers = headersOf(route);
  const query = queryOf(route, exampleOf);
  return {
    ...(route.params ? { params: withExamples(route.params as z.ZodObject, exampleOf) } : {}),
    ...(query ? { query } : {}),
    ...(headers ? { headers } : {}),
    ...(route.body ? { body: { required: true, content: jsonOf(route.body, exampleOf(route.body)) } } : {}),
  };
}
