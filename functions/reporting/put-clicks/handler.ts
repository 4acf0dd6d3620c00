import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { type ClickPorts, keepClicks } from '../../../shared/reporting/clicks/keep-clicks.ts';
import { putClicks } from '../../../shared/reporting/contract/clicks.ts';

export const handlerOf = (deps: ApiDeps & ClickPorts): HttpHandler =>
  apiHandler(putClicks, deps, ({ principal, body }) => keepClicks(deps, principal.subjectId, body.rows));
