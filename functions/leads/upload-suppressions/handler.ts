import { uploadSuppressions } from '../../../shared/leads/contract/suppressions.ts';
import { addSuppressions, type SuppressionPorts } from '../../../shared/leads/keep-suppressions.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & SuppressionPorts): HttpHandler =>
  apiHandler(uploadSuppressions, deps, ({ principal, body }) => addSuppressions(deps, principal, body.sha256));
