import { expect, test } from 'vitest';
import { toHttpAnswer } from '../../../infra/local/http/api-response.ts';
import { corsHeaders, preflightHeaders } from '../../../infra/local/http/cors.ts';
import { RouteTable } from '../../../infra/local/http/routes.ts';
import { failedIdentifiers } from '../../../infra/local/sources/batch-response.ts';
import { matchesFilters, refuseUnknownMatchers } from '../../../infra/local/sources/filter.ts';

const KEYS = [
  'GET /v1/offers',
  'GET /v1/offers/{offerId}',
  'GET /v1/offers/new',
  'ANY /v1/offers/{offerId}',
  'GET /v1/{rest+}',
  'GET /v1/runs/{runId}/files/{name+}',
];

test.each([
  ['GET', '/v1/offers', 'GET /v1/offers', {}],
  ['GET', '/v1/offers/new', 'GET /v1/offers/new', {}],
  ['GET', '/v1/offers/o%2F1', 'GET /v1/offers/{offerId}', { offerId: 'o/1' }],
  ['PUT', '/v1/offers/o1', 'ANY /v1/offers/{offerId}', { offerId: 'o1' }],
  ['GET', '/v1/other/deep', 'GET /v1/{rest+}', { rest: 'other/deep' }],
  ['GET', '/v1/runs/r1/files/a/b.csv', 'GET /v1/runs/{runId}/files/{name+}', { runId: 'r1', name: 'a/b.csv' }],
  ['GET', '/v1/offers/bad%', 'GET /v1/offers/{offerId}', { offerId: 'bad%' }],
  ['PUT', '/v1/offers', undefined, undefined],
  ['GET', '/v2', undefined, undefined],
])('%s %s → %s', (method, path, key, params) => {
  const table = new RouteTable<string>();
  for (const each of KEYS) table.add(each, each);
  const match = table.match(method, path);
  expect(match?.key).toBe(key);
  expect(match?.params).toEqual(params);
});

test('$default takes what nothing else does', () => {
  const table = new RouteTable<string>();
  table.add('$default', 'all');
  table.add('GET /one', 'one');
  expect(table.match('GET', '/one')?.target).toBe('one');
  expect(table.match('POST', '/one')?.target).toBe('all');
});

test.each([
  [{ statusCode: 201, body: 'x', headers: { 'X-Count': 3 } }, 201, 'x'],
  [{ statusCode: 200, body: 'eHk=', isBase64Encoded: true }, 200, 'xy'],
  [{ hello: 1 }, 200, '{"hello":1}'],
  ['text', 200, 'text'],
  [{ statusCode: 'abc' }, 500, '{"message":"Internal Server Error"}'],
  [{ statusCode: 200, body: { not: 'text' } }, 500, '{"message":"Internal Server Error"}'],
])('a function that answers %j is passed on as %i %s', (payload, status, body) => {
  const answer = toHttpAnswer({ ok: true, payload });
  expect(answer.status).toBe(status);
  expect(answer.body.toString()).toBe(body);
});

test('CORS headers go to allowed origins only', () => {
  const cors = {
    origins: ['https://a.example'],
    methods: ['GET'],
    headers: ['x-key'],
    exposed: [],
    credentials: false,
    maxAgeSeconds: 60,
  };
  expect(corsHeaders(cors, 'https://b.example')).toEqual({});
  expect(preflightHeaders(cors, 'https://b.example')).toEqual({});
  expect(preflightHeaders(cors, 'https://a.example')).toEqual({
    'access-control-allow-origin': 'https://a.example',
    'access-control-allow-methods': 'GET',
    'access-control-allow-headers': 'x-key',
    'access-control-max-age': '60',
  });
});

test('batch answers: none is a success, an unknown shape or identifier fails the whole batch', () => {
  const batch = ['1', '2'];
  expect(failedIdentifiers(null, batch)).toEqual([]);
  expect(failedIdentifiers({ batchItemFailures: [] }, batch)).toEqual([]);
  expect(failedIdentifiers({ batchItemFailures: [{ itemIdentifier: '2' }] }, batch)).toEqual(['2']);
  expect(failedIdentifiers({ batchItemFailures: [{ itemIdentifier: '9' }] }, batch)).toEqual(batch);
  expect(failedIdentifiers({ batchItemFailures: [{ itemIdentifier: '' }] }, batch)).toEqual(batch);
  expect(failedIdentifiers('what', batch)).toEqual(batch);
});

test('event filters match values, prefixes, existence and exclusion, and refuse what they do not know', () => {
  const event = { eventName: 'INSERT', dynamodb: { NewImage: { pk: { S: 'OUT#1' }, kind: { S: 'call' } } } };
  const filter = (pattern: object): boolean => matchesFilters(event, [JSON.stringify(pattern)]);
  expect(filter({ eventName: ['INSERT', 'MODIFY'] })).toBe(true);
  expect(filter({ eventName: ['REMOVE'] })).toBe(false);
  expect(filter({ dynamodb: { NewImage: { pk: { S: [{ prefix: 'OUT#' }] } } } })).toBe(true);
  expect(filter({ dynamodb: { OldImage: { pk: [{ exists: false }] } } })).toBe(true);
  expect(filter({ dynamodb: { NewImage: { kind: { S: [{ 'anything-but': ['call'] }] } } } })).toBe(false);
  expect(() => refuseUnknownMatchers(['{"eventName":[{"numeric":[">",1]}]}'])).toThrow('not understood');
  expect(() => refuseUnknownMatchers(['{"eventName":"INSERT"}'])).toThrow('arrays');
  expect(() => refuseUnknownMatchers(['{"eventName":["INSERT",{"prefix":"M"}]}'])).not.toThrow();
});
