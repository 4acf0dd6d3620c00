import { removeSuppressions } from '../../../shared/leads/contract/suppressions.ts';
import { removeSuppressions as remove, type SuppressionPorts } from '../../../shared/leads/keep-suppressions.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';

export const handlerOf = (deps: ApiDeps & SuppressionPorts): HttpHandler =>
  apiHandler(removeSuppressions, deps, ({ principal, body }) => remove(deps, principal, body.sha256));
