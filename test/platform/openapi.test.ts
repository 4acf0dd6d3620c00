import { describe, expect, it } from 'vitest';
import { openApiText } from '../../functions/platform/document.ts';
import { handlerOf } from '../../functions/platform/get-openapi/handler.ts';
import { allRoutes } from '../../functions/platform/routes.ts';
import { readStageConfig } from '../../infra/config.ts';
import { functionsByContext } from '../../infra/stacks/functions.ts';
import { keepsAnswer, takesIdempotencyKey } from '../../shared/platform/http/idempotency.ts';
import { callApi } from '../support/api-event.ts';
import { silentLog } from '../support/log.ts';

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly required?: boolean }[];
  readonly responses: Readonly<Record<string, unknown>>;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
}

const text = openApiText('https://api.example/');
const document = JSON.parse(text) as {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
};

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);

function* valuesOf(value: unknown, key: string): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (name === key) yield inner;
    yield* valuesOf(inner, key);
  }
}

const resolve = (ref: string): unknown =>
  ref
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], document);

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1 for the address it is served from', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.servers).toEqual([{ url: 'https://api.example' }]);
    expect(operations.length).toBe(allRoutes.length);
  });

  it('describes what webhooks are sent, with the schema of each body', () => {
    const { webhooks } = document as unknown as { webhooks: Record<string, { post: { requestBody: object } }> };
    expect(Object.keys(webhooks)).toContain('outcome.qualified');
    for (const { post } of Object.values(webhooks)) expect(post.requestBody).toMatchObject({ required: true });
  });

  it('names every operation once', () => {
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  const of = (operationId: string) => operations.find((each) => each.operation.operationId === operationId)?.operation;
  const headersOf = (operationId: string, status: string): string[] => {
    const answer = of(operationId)?.responses[status] as { $ref?: string; headers?: object } | undefined;
    const found = (answer?.$ref ? resolve(answer.$ref) : answer) as { headers?: object } | undefined;
    return Object.keys(found?.headers ?? {});
  };

  it('says which fields an answer can be narrowed to', () => {
    const fields = of('listOffers')?.parameters?.find(({ name }) => name === 'fields');
    expect(fields).toMatchObject({ in: 'query', explode: false, schema: { type: 'array' } });
    expect(JSON.stringify(fields)).toContain('"chargeMinor"');
    expect(of('createOffer')?.parameters?.some(({ name }) => name === 'fields') ?? false).toBe(false);
    expect(of('downloadStatement')?.parameters?.some(({ name }) => name === 'fields') ?? false).toBe(false);
  });

  it('names the headers of each answer', () => {
    for (const { operation } of operations) {
      for (const status of Object.keys(operation.responses)) {
        expect(headersOf(operation.operationId, status)).toContain('x-request-id');
      }
    }
    const rate = ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'];
    expect(headersOf('listOffers', '429')).toEqual(['x-request-id', ...rate, 'retry-after']);
    expect(headersOf('createOffer', '201')).toEqual(['x-request-id', ...rate, 'idempotency-replayed']);
    expect(headersOf('replaceTarget', '200')).toEqual(['x-request-id', ...rate, 'etag']);
    expect(headersOf('getMe', '401')).toContain('www-authenticate');
    expect(headersOf('getOpenapi', '200')).toEqual(['x-request-id']);
  });

  it('has no reference that leads nowhere', () => {
    const refs = [...new Set([...valuesOf(document, '$ref')].map(String))];
    expect(refs.length).toBeGreaterThan(10);
    expect(refs.filter((ref) => resolve(ref) === undefined)).toEqual([]);
  });

  it.each(operations.map(({ method, path, operation }) => [method, path, operation] as const))(
    '%s %s declares exactly the parameters of its path, an answer and who may call it',
    (_method, path, operation) => {
      const inTemplate = [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]).sort();
      const declared = (operation.parameters ?? []).filter((each) => each.in === 'path');
      expect(declared.map((each) => each.name).sort()).toEqual(inTemplate);
      expect(declared.every((each) => each.required === true)).toBe(true);
      expect(Object.keys(operation.responses).some((status) => /^[23]/.test(status))).toBe(true);
      const isPublic = !path.startsWith('/v1/') || /^\/v1\/(sign-in|leases|lead-forms)/.test(path);
      expect(operation.security.length).toBe(isPublic ? 0 : 1);
    },
  );

  it('has every route that is deployed, and no other', () => {
    const config = readStageConfig({ CALLBOURSE_STAGE: 'local' });
    const deployed = [...functionsByContext(config).values()]
      .flat()
      .flatMap((spec) => (spec.routes ?? []).map((route) => `${route.method} ${route.path}`));
    expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(deployed.sort());
  });

  it('grants each POST that changes something what its Idempotency-Key needs, and no other', () => {
    const config = readStageConfig({ CALLBOURSE_STAGE: 'local' });
    const specs = [...functionsByContext(config).values()].flat();
    const posts = allRoutes.filter(({ method, scope }) => method === 'POST' && scope !== 'public');
    const idle = posts.filter((route) => !takesIdempotencyKey(route)).map(({ operationId }) => operationId);
    expect(idle.sort()).toEqual(['checkTag', 'explainRoute', 'exportPerson', 'previewAdjustments', 'previewCriteria']);
    for (const route of posts.filter(keepsAnswer)) {
      const spec = specs.find(({ routes }) =>
        routes?.some(({ path, method }) => path === route.path && method === 'POST'),
      );
      const actions = spec?.access.tables?.catalog?.actions;
      expect(actions, route.operationId).toEqual(expect.arrayContaining(['GetItem', 'PutItem', 'UpdateItem']));
    }
  });
});

describe('GET /openapi.json', () => {
  it('is made once, and not sent again to who has it', async () => {
    let made = 0;
    const handler = handlerOf({
      log: silentLog,
      document: () => {
        made += 1;
        return text;
      },
    });
    const first = await callApi(handler, { path: '/openapi.json' });
    expect(first).toMatchObject({ status: 200, text });
    const again = await callApi(handler, { headers: { 'if-none-match': String(first.headers.etag) } });
    expect(again).toMatchObject({ status: 304, text: '' });
    expect(made).toBe(1);
  });
});
