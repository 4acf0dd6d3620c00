import { toIso } from '../../shared/kernel/time.ts';
import type { Feedback } from '../../shared/outcomes/feedback.ts';
import { ApiReply } from '../../shared/platform/http/api.ts';
import { etagOf } from '../../shared/platform/http/if-match.ts';

/** A report with its revision as `etag`. */
export const taggedFeedback = ({ atMs, ...feedback }: Feedback) =>
  new ApiReply({ ...feedback, reportedAt: toIso(atMs) }, { etag: etagOf(feedback.revision) });
