import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { header } from './request.ts';

export const REQUEST_ID = 'x-request-id';

/** The caller's own name for a request, so that both logs find it, or else API Gateway's. */
export function requestIdOf(event: APIGatewayProxyEventV2): string {
  const given = header(event, REQUEST_ID);
  return given !== undefined && /^[\w.-]{1,64}$/.test(given) ? given : event.requestContext.requestId;
}
