import { listLiveCalls as route } from '../../../shared/calls/live/contract.ts';
import { type LiveCallsPorts, listLiveCalls } from '../../../shared/calls/live/list-live-calls.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & { readonly ports: LiveCallsPorts }): HttpHandler =>
  apiHandler(route, deps, ({ principal, query }) => listLiveCalls(deps.ports, principal, query));
