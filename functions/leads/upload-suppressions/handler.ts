import { uploadSuppressions } from '../../../shared/leads/contract/suppressions.ts';
import { addSuppressions, type SuppressionPorts } from '../../../shared/leads/keep-suppressions.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';

export const handlerOf = (deps: ApiDeps & SuppressionPorts): HttpHandler =>
  apiHandler(uploadSuppressions, deps, ({ principal, body }) => addSuppressions(deps, principal, body.sha256));
