import { type AskPorts, askReplacement } from '../../../shared/disputes/ask-replacement.ts';
import { askReplacement as route } from '../../../shared/disputes/contract-replacements.ts';
import { replacementView } from '../../../shared/outcomes/show-outcome.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & AskPorts): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params: { outcomeId }, body }) =>
    replacementView(await askReplacement(deps, principal.subjectId, outcomeId, body.reason)),
  );
