import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { invalidField } from '../../kernel/problem.ts';
import { header } from './request.ts';
import type { Route } from './route.ts';

const ETAG = /^"(\d{1,9})"$/;

const unreadable = () => invalidField('headers.if-match', 'must be the etag you read, such as "3"');

/** A version as `If-Match` names it. */
export const etagOf = (version: number): string => `"${version}"`;

/**
 * The version that a change was made from (RFC 9110, If-Match). Required: without it, of two people who edit at once one
 * would silently undo the other.
 *
 * @throws Problem `invalid` naming `headers.if-match`
 */
export function matchedVersion(event: APIGatewayProxyEventV2): number {
  const version = seenVersion(event);
  if (version === undefined) throw unreadable();
  return version;
}

/** The same where it may be absent: then the change is made to whichever version is current. */
export function seenVersion(event: APIGatewayProxyEventV2): number | undefined {
  const given = header(event, 'if-match')?.trim();
  if (given === undefined) return undefined;
  const version = ETAG.exec(given)?.[1];
  if (version === undefined) throw unreadable();
  return Number(version);
}

/** Other conditions that HTTP knows (RFC 9110, section 13): no operation checks one. */
const OTHER_CONDITIONS = ['if-none-match', 'if-unmodified-since'];

/**
 * What an operation does not check it refuses: whoever sends it believes that nobody is undone.
 *
 * @throws Problem `invalid` naming the header
 */
export function refuseUnchecked(route: Pick<Route, 'method' | 'ifMatch'>, event: APIGatewayProxyEventV2): void {
  if (route.method === 'GET') return;
  const unchecked = route.ifMatch ? OTHER_CONDITIONS : ['if-match', ...OTHER_CONDITIONS];
  const sent = unchecked.find((name) => header(event, name) !== undefined);
  if (sent !== undefined) throw invalidField(`headers.${sent}`, 'is not checked by this operation: send it without');
}
