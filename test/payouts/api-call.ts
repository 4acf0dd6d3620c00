import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { HttpHandler } from '../../shared/platform/http/http-stack.ts';
import type { Principal } from '../../shared/platform/http/principal.ts';
import { SCOPES_OF_ROLE } from '../../shared/platform/http/role-scopes.ts';
import type { Log } from '../../shared/platform/log.ts';

const person = (role: Principal['role'], subjectId: string): Principal => ({
  keyId: `key_${subjectId}`,
  role,
  subjectId,
  scopes: SCOPES_OF_ROLE[role],
});

/** Keys of the tests: `Bearer anna` is Anna's. Anna has a second key. */
const KEYS: Record<string, Principal> = {
  anna: person('finance', 'anna'),
  'anna-too': { ...person('finance', 'anna'), keyId: 'key_anna_too' },
  ben: person('finance', 'ben'),
  dora: { ...person('finance', 'dora'), personName: 'Dora Reyes' },
  pub_a: person('publisher', 'pub_a'),
  pub_b: person('publisher', 'pub_b'),
  adv: person('advertiser', 'adv_1'),
};

export const authenticate = async (key: string): Promise<Principal | undefined> => KEYS[key];

export const quiet: Log = { debug() {}, info() {}, warn() {}, error() {} };

export interface Call {
  readonly as?: keyof typeof KEYS;
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
  /** The version that was seen, as `If-Match` names it. */
  readonly etag?: string;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly etag: unknown;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the answer has
  readonly json: any;
}

/** Calls a handler as API Gateway does. */
export async function call(handler: HttpHandler, { as, params, query, body, etag }: Call): Promise<Answer> {
  const event = {
    headers: { ...(as && { authorization: `Bearer ${as}` }), ...(etag !== undefined && { 'if-match': etag }) },
    pathParameters: params,
    queryStringParameters: query,
    body: typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: { requestId: 'req_1' },
  } as unknown as APIGatewayProxyEventV2;
  const answer = await handler(event, {} as Context);
  const text = answer.body ?? '';
  const isJson = String(answer.headers?.['content-type']).includes('json');
  return {
    status: answer.statusCode ?? 0,
    etag: answer.headers?.etag,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  };
}
