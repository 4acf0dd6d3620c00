import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { EXAMPLE_WORDS } from '../../functions/platform/examples/words.ts';
import { allRoutes } from '../../functions/platform/routes.ts';
import { offerInWords } from '../../shared/catalog/offer-in-words.ts';
import { exampleMaker } from '../../shared/platform/http/example.ts';
import { PAGE_TYPE } from '../../shared/platform/http/page.ts';
import type { Route } from '../../shared/platform/http/route.ts';
import { EVENT_TYPES, type EventType, eventBody } from '../../shared/webhooks/contract/events.ts';
import { isSaidByCode } from './said-by-code.ts';

/** Default deny: a body, an answer or an event without an example fails, and so does an example that its schema refuses. */

interface Media {
  readonly schema: object;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the JSON as a client would
  readonly example?: any;
}
interface Answer {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, Media>>;
}
interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
  readonly schema: { readonly example?: unknown };
}
interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, Answer>>;
}

const document = JSON.parse(inject('openApi')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly webhooks: Readonly<Record<string, { readonly post: Operation }>>;
  readonly components: { readonly responses: Readonly<Record<string, Answer>> };
};
const operations = new Map(
  Object.values(document.paths)
    .flatMap((methods) => Object.values(methods))
    .map((operation) => [operation.operationId, operation]),
);
const operationOf = ({ operationId }: Route): Operation => {
  const operation = operations.get(operationId);
  if (!operation) throw new Error(`${operationId} is not in the document`);
  return operation;
};

const ajv = new Ajv2020({ strict: false, allErrors: true });
(addFormats as unknown as (instance: Ajv2020) => void)(ajv);
ajv.addFormat('int64', true);
ajv.addSchema(document, 'api');

const validators = new Map<string, ValidateFunction>();

/** What the document's own schema has against an example. */
function finding({ schema, example }: Media): string {
  const absolute = JSON.stringify(schema).replaceAll('"#/', '"api#/');
  const validate = validators.get(absolute) ?? ajv.compile(JSON.parse(absolute));
  validators.set(absolute, validate);
  return validate(example) ? '' : ajv.errorsText(validate.errors);
}

const composed = (schema: z.ZodType): unknown => exampleMaker(EXAMPLE_WORDS)(schema);

/** Amounts are bigint inside: as an answer is made, before `apiHandler` writes it as JSON. */
function refusals(schema: z.ZodType, example: unknown): z.core.$ZodIssue[] {
  const isAmount = (issue: z.core.$ZodIssue): boolean =>
    issue.code === 'invalid_type' && issue.expected === 'bigint' && Number.isInteger(at(example, issue.path));
  return (schema.safeParse(example).error?.issues ?? []).filter((issue) => !isAmount(issue));
}

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);

const named = (routes: readonly Route[]) => routes.map((route) => [route.operationId, route] as const);
const withBody = allRoutes.filter(({ body }) => body);
const withAnswer = allRoutes.filter(({ response, responseType }) => response && !responseType);

describe('every request body', () => {
  it.each(named(withBody))('%s: has an example that the route takes', (_name, route) => {
    const body = route.body as z.ZodType;
    const media = operationOf(route).requestBody?.content['application/json'] as Media;
    expect(composed(body)).not.toHaveProperty('missing');
    expect(Object.keys(media.example)).not.toEqual([]);
    expect([refusals(body, media.example), finding(media)]).toEqual([[], '']);
  });
});

describe('every parameter that a request must have', () => {
  const must = (route: Route): Parameter[] =>
    (operationOf(route).parameters ?? []).filter((each) => each.required && each.in !== 'header');

  it.each(named(allRoutes.filter((route) => must(route).length > 0)))(
    '%s: has an example that the route takes',
    (_name, route) => {
      for (const [schema, where] of [
        [route.params, 'path'],
        [route.query, 'query'],
      ] as const) {
        const given = must(route).filter((each) => each.in === where);
        const example = Object.fromEntries(given.map(({ name, schema }) => [name, schema.example]));
        expect([where, schema?.safeParse(example).error?.issues ?? []]).toEqual([where, []]);
      }
    },
  );
});

describe('every answer', () => {
  it.each(named(withAnswer))('%s: has an example that could be its answer', (_name, route) => {
    const response = route.response as z.ZodType;
    const media = operationOf(route).responses[route.status]?.content?.['application/json'] as Media;
    expect(composed(response)).not.toHaveProperty('missing');
    expect([refusals(response, media.example), finding(media)]).toEqual([[], '']);
  });

  it.each(named(allRoutes.filter(({ responseType }) => responseType)))(
    '%s: has an example of each type that it may come as, none of them JSON',
    (_name, route) => {
      const { content = {} } = operationOf(route).responses[route.status] ?? {};
      expect(Object.keys(content)).toEqual([route.responseType, route.otherType].filter(Boolean));
      for (const [type, { example }] of Object.entries(content))
        expect([type, typeof example]).toEqual([type, 'string']);
      expect(content).not.toHaveProperty('application/json');
    },
  );

  it.each(named(allRoutes.filter(({ query }) => query instanceof z.ZodObject && 'cursor' in query.shape)))(
    '%s: shows how a list goes on',
    (_name, route) => {
      const media = operationOf(route).responses[route.status]?.content?.['application/json'] as Media;
      expect(media.example.nextCursor).toMatch(/^[\w-]+\.[0-9a-z]+\.[\w-]{8}$/);
    },
  );
});

describe('every event that webhooks are told', () => {
  it.each(Object.keys(EVENT_TYPES) as EventType[])('%s: has an example of its body', (type) => {
    const media = document.webhooks[type]?.post.requestBody?.content['application/json'] as Media;
    expect(composed(eventBody(type))).not.toHaveProperty('missing');
    expect([refusals(eventBody(type), media.example), finding(media)]).toEqual([[], '']);
  });
});

describe('every failure', () => {
  it.each(named(allRoutes))('%s: has an example, and for a bad request one that names its field', (_name, route) => {
    const failures = Object.entries(operationOf(route).responses).filter(([status]) => /^[45]/.test(status));
    expect(failures.length).toBeGreaterThan(0);
    for (const [status, answer] of failures) {
      const shared = answer.$ref?.split('/').at(-1);
      const { content } = shared === undefined ? answer : (document.components.responses[shared] ?? {});
      if (route.failsAsPage) {
        const page = String(content?.[PAGE_TYPE]?.example);
        expect([status, page.split('\n')[0]]).toEqual([status, '<!doctype html>']);
        continue;
      }
      const media = content?.['application/problem+json'] as Media;
      expect([status, media.example.status, finding(media)]).toEqual([status, Number(status), '']);
      if (status === '400') expect(media.example.errors[0].field).toMatch(/^(body|query|path)\b/);
    }
  });
});

/** The same for all operations, or for all that take such a request; every other failure is told in the operation's own words. */
const SHARED = ['unauthenticated', 'too-many', 'unavailable', 'internal', 'stale', 'too-large'];
const BY_KEY = ['conflict', 'unprocessable'];

describe('a failure that is an operation’s own', () => {
  it.each(named(allRoutes))('%s: is told in its own words, and in words that the code has', (_name, route) => {
    const { responses } = operationOf(route);
    const shared = Object.values(responses).flatMap(({ $ref }) => ($ref ? [$ref.split('/').at(-1)] : []));
    const takesKey = operationOf(route).parameters?.some(({ name }) => name === 'Idempotency-Key');
    expect(shared.filter((kind = '') => ![...SHARED, ...(takesKey ? BY_KEY : [])].includes(kind))).toEqual([]);
    const told = Object.values(responses).map(({ content }) => content?.['application/problem+json']?.example.detail);
    const pages = Object.values(responses).map(({ content }) => String(content?.[PAGE_TYPE]?.example).toLowerCase());
    for (const words of Object.values(route.fails ?? {})) {
      if (route.failsAsPage) expect(pages.some((page) => page.includes(`<p>${words}.</p>`))).toBe(true);
      else expect(told).toContain(words);
      expect([words, isSaidByCode(words)]).toEqual([words, true]);
    }
  });
});

describe('what examples are made of', () => {
  it('has no word that no field uses', () => {
    const text = JSON.stringify(document);
    const unused = Object.keys(EXAMPLE_WORDS).filter((word) => !/^date/.test(word) && !text.includes(`"${word}":`));
    expect(unused).toEqual([]);
  });

  it('tells the terms of the example’s offer as the API does', () => {
    const { criteria, inWords, holdDays, chargeMinor, payoutMinor } =
      operations.get('getOffer')?.responses[200]?.content?.['application/json']?.example ?? {};
    const offer = { model: 'call', currency: 'USD', criteria, holdDays } as const;
    const words = offerInWords({
      ...offer,
      chargeMinor: BigInt(chargeMinor),
      payoutMinor: BigInt(payoutMinor),
    } as never);
    expect(inWords).toEqual(words);
  });

  it('names the field that has none', () => {
    const make = exampleMaker({ name: 'Acme' });
    expect(make(z.strictObject({ name: z.string(), of: z.array(z.strictObject({ size: z.int() })) }))).toEqual({
      missing: 'of.size',
    });
    expect(make(z.strictObject({ name: z.string(), note: z.string().optional() }))).toEqual({
      value: { name: 'Acme' },
    });
  });
});
