import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { contractFinding } from './contract-check.ts';

export interface ApiRequest {
  readonly method?: string;
  readonly path?: string;
  /** Sent as `Authorization: Bearer …`. */
  readonly key?: string;
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  /** Sent as JSON, or as it is when it is text. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** The body is text in base64. */
  readonly base64?: boolean;
}

/** A request as API Gateway (payload format 2.0) hands it to Lambda; header names in lower case. */
export function apiEvent(request: ApiRequest = {}): APIGatewayProxyEventV2 {
  const { method = 'GET', path = '/', key, params, query, body, headers = {} } = request;
  return {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}), ...headers },
    ...(params ? { pathParameters: params } : {}),
    ...(query ? { queryStringParameters: query } : {}),
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    isBase64Encoded: request.base64 === true,
    requestContext: {
      accountId: '000000000000',
      apiId: 'test',
      domainName: 'api.example',
      domainPrefix: 'api',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
      requestId: 'request-1',
      routeKey: `${method} ${path}`,
      stage: '$default',
      time: '02/Mar/2026:15:00:00 +0000',
      timeEpoch: 1_772_463_600_000,
    },
  };
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the JSON as a client would
  readonly json: any;
  readonly text: string;
}

/** `operationId` where it is an operation of the API: its answers are held to the OpenAPI document. */
type Handler = ((event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>) & {
  readonly operationId?: string;
};

/** Calls a handler as API Gateway would, and reads its answer. */
export async function callApi(handler: Handler, request: ApiRequest): Promise<Answer> {
  const result = await handler(apiEvent(request), {} as Context);
  const text = result.body ?? '';
  const isJson = /[/+]json(;|$)/.test(String(result.headers?.['content-type'] ?? ''));
  const answer = { status: result.statusCode ?? 200, headers: result.headers ?? {}, text };
  const finding = handler.operationId === undefined ? undefined : contractFinding(handler.operationId, answer);
  if (finding !== undefined) throw new Error(`the OpenAPI document knows nothing of this: ${finding}`);
  return { ...answer, json: isJson && text !== '' ? JSON.parse(text) : undefined };
}
