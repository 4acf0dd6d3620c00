import { getOutcome } from '../../../shared/outcomes/contract/outcomes.ts';
import type { OutcomeStore, TermsReader } from '../../../shared/outcomes/ports.ts';
import { showOutcome } from '../../../shared/outcomes/show-outcome.ts';
import { viewerOf } from '../../../shared/outcomes/viewer.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';

export const handlerOf = (
  deps: ApiDeps & { readonly outcomes: OutcomeStore; readonly terms: TermsReader; readonly zone: string },
): HttpHandler =>
  apiHandler(getOutcome, deps, ({ principal, params }) => showOutcome(deps, viewerOf(principal), params.outcomeId));
