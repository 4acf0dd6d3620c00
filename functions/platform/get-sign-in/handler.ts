import { type HttpHandler, httpStack } from '../../../shared/platform/http/http-stack.ts';
import type { Log } from '../../../shared/platform/log.ts';

export interface GetSignInDeps {
  readonly log: Log;
  readonly issuer: string;
  readonly clientId: string;
  readonly networkZone: string;
}

/** Public and the same for all; five minutes in a cache. */
export const handlerOf = ({ log, issuer, clientId, networkZone }: GetSignInDeps): HttpHandler =>
  httpStack(log, async () => ({
    statusCode: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' },
    body: JSON.stringify({ issuer, clientId, networkZone }),
  }));
