import { getAvailability } from '../../../shared/appointments/contract/hours.ts';
import { type SetAvailabilityPorts, showHours } from '../../../shared/appointments/set-hours.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { tagged } from '../../../shared/platform/http/reply.ts';

export const handlerOf = (deps: ApiDeps & SetAvailabilityPorts): HttpHandler =>
  apiHandler(getAvailability, deps, async ({ principal, params }) =>
    tagged(await showHours(deps, principal, params.offerId)),
  );
