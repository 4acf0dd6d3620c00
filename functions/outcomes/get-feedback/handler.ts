import { notFound } from '../../../shared/kernel/problem.ts';
import { getFeedback as route } from '../../../shared/outcomes/contract/feedback.ts';
import type { FeedbackStore, OutcomeStore } from '../../../shared/outcomes/ports.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { taggedFeedback } from '../feedback-view.ts';

interface FeedbackDeps extends ApiDeps {
  readonly outcomes: Pick<OutcomeStore, 'get'>;
  readonly feedback: Pick<FeedbackStore, 'get'>;
}

export const handlerOf = (deps: FeedbackDeps): HttpHandler =>
  apiHandler(route, deps, async ({ principal: { role, subjectId }, params: { outcomeId } }) => {
    const outcome = await deps.outcomes.get(outcomeId);
    if (!outcome || (role === 'advertiser' && outcome.advertiserId !== subjectId))
      throw notFound(`outcome ${outcomeId}`);
    const feedback = await deps.feedback.get(outcomeId);
    if (!feedback) throw notFound(`a report of outcome ${outcomeId}`);
    return taggedFeedback(feedback);
  });
