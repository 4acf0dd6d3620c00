import { getQuality } from '../../../shared/outcomes/contract/feedback.ts';
import type { FeedbackStore } from '../../../shared/outcomes/ports.ts';
import { showQuality } from '../../../shared/outcomes/show-quality.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';

export const handlerOf = (deps: ApiDeps & { readonly feedback: FeedbackStore }): HttpHandler =>
  apiHandler(getQuality, deps, ({ principal, query }) => showQuality(deps.feedback, principal, query.publisherId));
