import { Problem } from '../../../shared/kernel/problem.ts';
import { type HttpHandler, httpStack } from '../../../shared/platform/http/http-stack.ts';
import { problemResponse } from '../../../shared/platform/http/problem-json.ts';
import { requestIdOf } from '../../../shared/platform/http/request-id.ts';
import type { Log } from '../../../shared/platform/log.ts';

export interface RefuseDeps {
  readonly log: Log;
  /** Which methods an address takes. */
  readonly methodsAt: (path: string) => readonly string[];
}

/**
 * What no route takes: a 404 like every other, or, where the address is right and the method is not, a 405 that says which are
 * (RFC 9110, section 15.5.6).
 */
export const handlerOf = ({ log, methodsAt }: RefuseDeps): HttpHandler =>
  httpStack(log, async (event) => {
    const allowed = methodsAt(event.rawPath);
    const { method } = event.requestContext.http;
    if (allowed.length === 0) throw new Problem('not-found', 'there is nothing at this address: see /openapi.json');
    const allow = allowed.join(', ');
    const problem = new Problem('method-not-allowed', `${method} is not for this address; it takes ${allow}`);
    const answer = problemResponse(problem, requestIdOf(event));
    return { ...answer, headers: { ...answer.headers, allow } };
  });
