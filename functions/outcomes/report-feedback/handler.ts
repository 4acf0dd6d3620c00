import { type FeedbackPorts, reportFeedback } from '../../../shared/ledger/report-feedback.ts';
import { reportFeedback as route } from '../../../shared/outcomes/contract/feedback.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { seenVersion } from '../../../shared/platform/http/if-match.ts';
import { taggedFeedback } from '../feedback-view.ts';

export const handlerOf = (deps: ApiDeps & FeedbackPorts): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params, body, event }) =>
    taggedFeedback(await reportFeedback(deps, principal.subjectId, params.outcomeId, body, seenVersion(event))),
  );
