import { randomUUID } from 'node:crypto';
import type { LocalRequest } from './local-route.ts';

export type ApiEventParts = {
  readonly request: LocalRequest;
  readonly rawQuery: string;
  readonly routeKey: string;
  readonly apiId: string;
  readonly sourceIp: string;
  readonly nowMs: number;
};

/** A request as Lambda receives it from an HTTP API, payload format 2.0. */
export function toApiEvent({ request, rawQuery, routeKey, apiId, sourceIp, nowMs }: ApiEventParts): unknown {
  const { cookie, ...headers } = request.headers;
  const isBase64Encoded = request.body.length > 0 && !isText(headers['content-type']);
  const domainName = headers.host ?? 'localhost';
  const given = <T extends object>(value: T): T | undefined => (Object.keys(value).length > 0 ? value : undefined);
  return {
    version: '2.0',
    routeKey,
    rawPath: request.path,
    rawQueryString: rawQuery,
    cookies: cookie?.split('; '),
    headers,
    queryStringParameters: given(joinRepeated(request.query)),
    pathParameters: given(request.params),
    requestContext: {
      accountId: '000000000000',
      apiId,
      domainName,
      domainPrefix: domainName.split('.')[0],
      http: {
        method: request.method,
        path: request.path,
        protocol: 'HTTP/1.1',
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: new Date(nowMs).toUTCString(),
      timeEpoch: nowMs,
    },
    body: request.body.length > 0 ? request.body.toString(isBase64Encoded ? 'base64' : 'utf8') : undefined,
    isBase64Encoded,
  };
}

/** API Gateway passes these as text and everything else, form posts included, as base64. */
function isText(contentType: string | undefined): boolean {
  if (!contentType) return false;
  return /^(text\/|application\/(json|javascript|xml|[\w.+-]+\+(json|xml)))/i.test(contentType);
}

function joinRepeated(query: URLSearchParams): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of query) joined[name] = name in joined ? `${joined[name]},${value}` : value;
  return joined;
}
