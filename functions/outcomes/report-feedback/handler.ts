import { toIso } from '../../../shared/kernel/time.ts';
import { type FeedbackPorts, reportFeedback } from '../../../shared/ledger/report-feedback.ts';
import { reportFeedback as route } from '../../../shared/outcomes/contract/feedback.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';

export const handlerOf = (deps: ApiDeps & FeedbackPorts): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params, body }) => {
    const { atMs, ...feedback } = await reportFeedback(deps, principal.subjectId, params.outcomeId, body);
    return { ...feedback, reportedAt: toIso(atMs) };
  });
