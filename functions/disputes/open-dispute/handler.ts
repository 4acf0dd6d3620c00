import { openDispute as route } from '../../../shared/disputes/contract.ts';
import { type OpenPorts, openDispute } from '../../../shared/disputes/open-dispute.ts';
import { viewDispute } from '../../../shared/disputes/show-disputes.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';

export const handlerOf = (deps: ApiDeps & OpenPorts): HttpHandler =>
  apiHandler(route, deps, async ({ principal, body }) =>
    viewDispute(principal, await openDispute(deps, principal.subjectId, body)),
  );
