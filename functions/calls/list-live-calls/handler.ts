import { listLiveCalls as route } from '../../../shared/calls/live/contract.ts';
import { type LiveCallsPorts, listLiveCalls } from '../../../shared/calls/live/list-live-calls.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';

export const handlerOf = (deps: ApiDeps & { readonly ports: LiveCallsPorts }): HttpHandler =>
  apiHandler(route, deps, ({ principal, query }) => listLiveCalls(deps.ports, principal, query));
