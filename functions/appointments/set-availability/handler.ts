import { setAvailability } from '../../../shared/appointments/contract/hours.ts';
import { type SetAvailabilityPorts, setHours } from '../../../shared/appointments/set-hours.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';

export const handlerOf = (deps: ApiDeps & SetAvailabilityPorts): HttpHandler =>
  apiHandler(setAvailability, deps, ({ principal, params, body }) => setHours(deps, principal, params.offerId, body));
