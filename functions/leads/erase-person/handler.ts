import { erasePerson as route } from '../../../shared/leads/contract.ts';
import { type ErasePorts, erasePerson } from '../../../shared/leads/erase-person.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';

export const handlerOf = (deps: ApiDeps & ErasePorts): HttpHandler =>
  apiHandler(route, deps, ({ body }) => erasePerson(deps, body));
