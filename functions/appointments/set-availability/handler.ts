import { setAvailability } from '../../../shared/appointments/contract/hours.ts';
import { type SetAvailabilityPorts, setHours } from '../../../shared/appointments/set-hours.ts';
import { type ApiDeps, apiHandler, type HttpHandler, tagged } from '../../../shared/platform/http/api.ts';
import { seenVersion } from '../../../shared/platform/http/if-match.ts';

export const handlerOf = (deps: ApiDeps & SetAvailabilityPorts): HttpHandler =>
  apiHandler(setAvailability, deps, async ({ principal, params, body, event }) =>
    tagged(await setHours(deps, principal, params.offerId, body, seenVersion(event))),
  );
