import { markCaller as route } from '../../../shared/calls/contract-callers.ts';
import { type MarkCallerPorts, markCaller } from '../../../shared/calls/mark-caller.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & MarkCallerPorts): HttpHandler =>
  apiHandler(route, deps, async ({ principal, body }) => {
    const owner = await markCaller(deps, principal, body);
    return { list: owner.kind, mark: body.mark };
  });
