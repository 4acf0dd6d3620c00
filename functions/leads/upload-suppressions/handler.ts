import { type AddSuppressionsPorts, addSuppressions } from '../../../shared/leads/add-suppressions.ts';
import { uploadSuppressions } from '../../../shared/leads/contract.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';

export const handlerOf = (deps: ApiDeps & AddSuppressionsPorts): HttpHandler =>
  apiHandler(uploadSuppressions, deps, ({ principal, body }) => addSuppressions(deps, principal, body.sha256));
