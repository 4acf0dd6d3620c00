import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { Problem } from '../../kernel/problem.ts';
import type { Log } from '../log.ts';
import { refuseUnsound } from './parse-json.ts';
import { problemResponse, type WriteFailure } from './problem-json.ts';
import { REQUEST_ID, requestIdOf } from './request-id.ts';

export type HttpHandler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/**
 * Maps what was thrown to problem+json in one place, or to what `write` makes of it; what nobody expected is a plain 500 and an
 * error in the log. Every answer names its request.
 */
export function httpStack(
  log: Log,
  handle: (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>,
  write: WriteFailure = problemResponse,
): HttpHandler {
  const stack = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .before(({ event }) => {
      refuseUnsound(event.pathParameters, 'path');
      refuseUnsound(event.queryStringParameters, 'query');
    })
    .after(async (request) => {
      request.response = withHeaders(request.response, { [REQUEST_ID]: requestIdOf(request.event) });
    })
    .onError(async (request) => {
      const requestId = requestIdOf(request.event);
      const problem = request.error instanceof Problem ? request.error : undefined;
      request.response = withHeaders(write(problem, requestId), { [REQUEST_ID]: requestId });
      if (problem) return;
      const gatewayRequestId = request.event.requestContext.requestId;
      const { name, message } = request.error ?? {};
      log.error('unexpected failure', { requestId, gatewayRequestId, error: name, reason: message });
    })
    .handler(handle);
  return stack as unknown as HttpHandler;
}

export const withHeaders = (
  response: APIGatewayProxyStructuredResultV2 | null | undefined,
  headers: Readonly<Record<string, string>>,
): APIGatewayProxyStructuredResultV2 => ({ ...response, headers: { ...response?.headers, ...headers } });
