import { getOutcome } from '../../../shared/outcomes/contract/outcomes.ts';
import { type ShowPorts, showOutcome } from '../../../shared/outcomes/show-outcome.ts';
import { viewerOf } from '../../../shared/outcomes/viewer.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & ShowPorts): HttpHandler =>
  apiHandler(getOutcome, deps, ({ principal, params }) => showOutcome(deps, viewerOf(principal), params.outcomeId));
