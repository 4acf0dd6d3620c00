import { getAvailability } from '../../../shared/appointments/contract/hours.ts';
import { type SetAvailabilityPorts, showHours } from '../../../shared/appointments/set-hours.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { taggedAvailability } from '../availability-view.ts';

export const handlerOf = (deps: ApiDeps & SetAvailabilityPorts): HttpHandler =>
  apiHandler(getAvailability, deps, async ({ principal, params }) =>
    taggedAvailability(await showHours(deps, principal, params.offerId)),
  );
