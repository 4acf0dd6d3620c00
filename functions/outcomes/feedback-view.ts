import { toIso } from '../../shared/kernel/time.ts';
import type { Feedback } from '../../shared/outcomes/feedback.ts';
import { etagOf } from '../../shared/platform/http/if-match.ts';
import { ApiReply } from '../../shared/platform/http/reply.ts';

/** A report with its revision as `etag`. */
export const taggedFeedback = ({ atMs, ...feedback }: Feedback) =>
  new ApiReply({ ...feedback, reportedAt: toIso(atMs) }, { etag: etagOf(feedback.revision) });
