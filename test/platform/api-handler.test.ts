import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { apiHandler } from '../../shared/platform/http/api.ts';
import type { Principal } from '../../shared/platform/http/principal.ts';
import { defineRoute } from '../../shared/platform/http/route.ts';
import { type ApiRequest, callApi } from '../support/api-event.ts';
import { silentLog } from '../support/log.ts';

const anna: Principal = { keyId: 'key_1', role: 'finance', subjectId: 'anna', scopes: ['payouts:read'] };
const authenticate = async (key: string) => (key === 'good' ? anna : undefined);

const route = defineRoute({
  operationId: 'test',
  method: 'POST',
  path: '/v1/tests',
  summary: 'A test',
  tag: 'Tests',
  scope: 'payouts:read',
  body: z.strictObject({ name: z.string(), address: z.strictObject({ city: z.string() }).optional() }),
  maxBodyBytes: 1_000,
  status: 200,
  response: z.strictObject({ name: z.string() }),
});

const call = (request: ApiRequest) =>
  callApi(
    apiHandler(route, { log: silentLog, authenticate }, async ({ body }) => ({ name: body.name })),
    { method: 'POST', key: 'good', ...request },
  );

const withAuthorization = (authorization: string) => call({ key: '', headers: { authorization }, body: { name: 'x' } });

describe('an API operation', () => {
  it.each([
    ['what is no JSON', '{"name":', 400, 'body'],
    ['an empty body', '', 400, 'body'],
    ['another type', '[]', 400, 'body'],
    ['a body nested too deep', `{"name":${'['.repeat(40)}${']'.repeat(40)}}`, 400, 'body'],
    ['a body that is too large', JSON.stringify({ name: 'x'.repeat(1_000) }), 413, 'body'],
    ['a missing field', '{}', 400, 'body.name'],
    ['a field it does not know', '{"name":"x","colour":1}', 400, 'body.colour'],
    ['one further in', '{"name":"x","address":{"city":"y","zip":1}}', 400, 'body.address.zip'],
    ['a prototype', '{"name":"x","__proto__":{}}', 400, 'body.__proto__'],
    [
      'a name that every object has',
      '{"name":"x","address":{"city":"y","constructor":1}}',
      400,
      'body.address.constructor',
    ],
    ['half a character', '{"name":"\\ud800x"}', 400, 'body.name'],
    ['half a character further in', '{"name":"x","address":{"city":"\\udc00"}}', 400, 'body.address.city'],
    ['half a character in a name', '{"name":"x","\\ud800":1}', 400, 'body.\ufffd'],
  ])('names the field of %s', async (_what, body, status, field) => {
    const answer = await call({ body });
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.json).toMatchObject({ status, errors: [{ field, message: expect.any(String) }] });
  });

  it.each([
    ['query', { query: { page: '\ud800' } }, 'query.page'],
    ['path', { params: { testId: 'x\udfff' } }, 'path.testId'],
  ])('refuses half a character in the %s', async (_where, request, field) => {
    const answer = await call({ ...request, body: { name: 'x' } });
    expect(answer.json).toMatchObject({ status: 400, errors: [{ field }] });
  });

  it('takes whole characters, those of two halves included', async () => {
    expect((await call({ body: '{"name":"\\ud83d\\ude80 Zoë"}' })).json).toEqual({ name: '🚀 Zoë' });
  });

  it('names each of several fields that it does not know, and a bounded number of them', async () => {
    const two = await call({ body: { name: 'x', a: 1, b: 2 } });
    expect(two.json.errors.map((each: { field: string }) => each.field)).toEqual(['body.a', 'body.b']);
    const many = Object.fromEntries(Array.from({ length: 90 }, (_, index) => [`k${index}`, 1]));
    expect((await call({ body: { name: 'x', ...many } })).json.errors).toHaveLength(20);
  });

  it('reads the scheme in any case, as RFC 9110 has it, and says which one a 401 asks for', async () => {
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
      expect((await withAuthorization(`${scheme} good`)).status).toBe(200);
    }
    for (const refused of ['', 'good', 'Basic good', 'Bearer bad', 'Bearer good, Bearer good']) {
      const answer = await withAuthorization(refused);
      expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
    }
  });
});
