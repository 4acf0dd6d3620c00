import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { invalidField } from '../../kernel/problem.ts';
import { header } from './request.ts';

/**
 * The version that a change was made from (RFC 9110, If-Match). Required: without it, of two people who edit at once one
 * would silently undo the other.
 *
 * @throws Problem `invalid` naming `headers.if-match`
 */
export function matchedVersion(event: APIGatewayProxyEventV2): number {
  const version = /^"(\d{1,9})"$/.exec(header(event, 'if-match')?.trim() ?? '')?.[1];
  if (version === undefined) throw invalidField('headers.if-match', 'must be the etag you read, such as "3"');
  return Number(version);
}
