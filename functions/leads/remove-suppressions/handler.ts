import { removeSuppressions } from '../../../shared/leads/contract/suppressions.ts';
import { removeSuppressions as remove, type SuppressionPorts } from '../../../shared/leads/keep-suppressions.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & SuppressionPorts): HttpHandler =>
  apiHandler(removeSuppressions, deps, ({ principal, body }) => remove(deps, principal, body.sha256));
