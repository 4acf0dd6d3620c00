import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import type { ProblemKind } from '../../kernel/problem.ts';
import type { ExampleWords } from './example.ts';
import { takesIdempotencyKey } from './idempotency.ts';
import { namesAnObject } from './names-an-object.ts';
import { headersOfFailure, headersOfSuccess, registerHeaders } from './openapi-headers.ts';
import { problemOf, registerProblems } from './openapi-problems.ts';
import { type ExampleOf, exampleBy, jsonOf, requestOf } from './openapi-request.ts';
import { PAGE_TYPE } from './page.ts';
import { failureExample, failurePageExample, forbiddenWords } from './problem-examples.ts';
import { INTERNAL, statusOf, titleOf } from './problem-json.ts';
import type { Route } from './route.ts';

export interface DocumentInfo {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  /** What we send to others: the other direction of the API. */
  readonly webhooks?: readonly WebhookDocument[];
  /** What fields of these names hold in examples. */
  readonly words: ExampleWords;
  /** Where the API answers, without a slash at the end. */
  readonly serverUrl: string;
}

/** One kind of message to a receiver. */
export interface WebhookDocument {
  readonly name: string;
  readonly summary: string;
  readonly body: z.ZodType;
}

type Document = ReturnType<OpenApiGeneratorV31['generateDocument']>;

/** Which failures an operation can answer with, by what it takes. */
function failuresOf(route: Route): ProblemKind[] {
  const failures: ProblemKind[] = ['too-many', 'unavailable'];
  if (route.params ?? route.query ?? route.body) failures.push('invalid');
  // Whatever nobody asked for is refused by name, a query or an If-Match among it.
  if (route.scope !== 'public') failures.push('invalid', 'unauthenticated');
  if (forbiddenWords(route)) failures.push('forbidden');
  // Whoever has no key names its object by a link or a tag key, which is refused otherwise.
  if (route.scope !== 'public' && namesAnObject(route)) failures.push('not-found');
  if (route.body) failures.push('too-large');
  if (takesIdempotencyKey(route)) failures.push('conflict', 'unprocessable');
  if (route.ifMatch) failures.push('stale');
  return [...new Set([...failures, ...(Object.keys(route.fails ?? {}) as ProblemKind[])])];
}

function successOf(route: Route, exampleOf: ExampleOf): RouteConfig['responses'][number] {
  const headers = headersOfSuccess(route, takesIdempotencyKey(route));
  if (route.responseType) {
    const text = (example: string | undefined) => ({ schema: { type: 'string' as const }, example });
    const other = route.otherType ? { [route.otherType]: text(route.otherSample) } : {};
    return { description: 'Done', headers, content: { [route.responseType]: text(route.sample), ...other } };
  }
  if (!route.response) return { description: 'Done', headers };
  const content = jsonOf(route.response, route.example ?? exampleOf(route.response));
  return { description: 'Done', headers, content };
}

/** In the operation's own words, and naming its own field where the request is at fault; what is the same for all is told once. */
function failureOf(kind: ProblemKind, route: Route, exampleOf: ExampleOf): RouteConfig['responses'][number] {
  if (route.failsAsPage) return failedPage(kind, route, exampleOf);
  const example = failureExample(kind, route, exampleOf);
  if (example === undefined) return { $ref: `#/components/responses/${kind}` };
  return { description: titleOf(kind), headers: headersOfFailure(kind), content: problemOf(example) };
}

/** Undefined is what nobody expected. */
function failedPage(
  kind: ProblemKind | undefined,
  route: Route,
  exampleOf: ExampleOf,
): RouteConfig['responses'][number] {
  const example = failurePageExample(kind, route, exampleOf);
  const content = { [PAGE_TYPE]: { schema: { type: 'string' as const }, example } };
  return {
    description: kind ? titleOf(kind) : INTERNAL.title,
    headers: headersOfFailure(kind ?? 'unavailable'),
    content,
  };
}

function operationOf(route: Route, exampleOf: ExampleOf): RouteConfig {
  const failures = failuresOf(route).map((kind) => [statusOf(kind), failureOf(kind, route, exampleOf)] as const);
  const who = route.roles ? [`For ${route.roles.join(', ')}.`] : [];
  const description = [...(route.description ? [route.description] : []), ...who].join('\n\n');
  return {
    operationId: route.operationId,
    method: route.method.toLowerCase() as RouteConfig['method'],
    path: route.path,
    summary: route.summary,
    ...(description ? { description } : {}),
    tags: [route.tag],
    security: route.scope === 'public' ? [] : [{ apiKey: route.scope === 'any' ? [] : [route.scope] }],
    request: requestOf(route, exampleOf),
    responses: {
      [route.status]: successOf(route, exampleOf),
      ...Object.fromEntries(failures),
      500: route.failsAsPage ? failedPage(undefined, route, exampleOf) : { $ref: '#/components/responses/internal' },
    },
  };
}

/** Signed as Standard Webhooks are; see https://www.standardwebhooks.com. */
const signatureHeaders = z.object({
  'webhook-id': z.string().meta({ description: 'The same for every try and replay of one event' }),
  'webhook-timestamp': z.string().meta({ description: 'Seconds since the epoch, at this try' }),
  'webhook-signature': z
    .string()
    .meta({ description: 'HMAC-SHA256 over `id.timestamp.body`, once for each live secret' }),
});

const webhookOf = ({ name, summary, body }: WebhookDocument, exampleOf: ExampleOf): RouteConfig => ({
  method: 'post',
  path: name,
  summary,
  tags: ['Webhooks'],
  security: [],
  request: { headers: signatureHeaders, body: { required: true, content: jsonOf(body, exampleOf(body)) } },
  responses: { '2XX': { description: 'Taken; anything else is tried again for three days' } },
});

/** The OpenAPI 3.1 document of these operations, from the schemas that validate them. */
export function openApiDocument(routes: readonly Route[], info: DocumentInfo): Document {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'apiKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key, `Authorization: Bearer cb_live_…`; each operation names the scope it needs',
  });
  registerHeaders(registry);
  registerProblems(registry);
  const exampleOf = exampleBy(info.words);
  for (const route of routes) registry.registerPath(operationOf(route, exampleOf));
  for (const webhook of info.webhooks ?? []) registry.registerWebhook(webhookOf(webhook, exampleOf));
  const { title, version, description, serverUrl } = info;
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title, version, description, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: serverUrl }],
  });
}
