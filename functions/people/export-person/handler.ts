import { exportPersonRoute } from '../../../shared/people/contract.ts';
import { exportPerson } from '../../../shared/people/export-person.ts';
import type { PeoplePorts } from '../../../shared/people/ports.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & PeoplePorts): HttpHandler =>
  apiHandler(exportPersonRoute, deps, ({ body }) => exportPerson(deps, body, body.before));
