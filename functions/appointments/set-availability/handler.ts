import { setAvailability } from '../../../shared/appointments/contract/hours.ts';
import { type SetAvailabilityPorts, setHours } from '../../../shared/appointments/set-hours.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { seenVersion } from '../../../shared/platform/http/if-match.ts';
import { tagged } from '../../../shared/platform/http/reply.ts';

export const handlerOf = (deps: ApiDeps & SetAvailabilityPorts): HttpHandler =>
  apiHandler(setAvailability, deps, async ({ principal, params, body, event }) =>
    tagged(await setHours(deps, principal, params.offerId, body, seenVersion(event))),
  );
