import { invalidField, notFound } from '../kernel/problem.ts';
import type { Principal } from '../platform/http/principal.ts';
import type { FeedbackStore } from './ports.ts';
import { type QualityCounts, qualityScore } from './quality.ts';

const scored = ({ sold, unsold, bad }: QualityCounts) => ({
  score: qualityScore({ sold, unsold, bad }),
  sold,
  unsold,
  bad,
});

/**
 * A publisher's score and those of its sources, the most reported first.
 *
 * @throws Problem `invalid` where the network names nobody, `not-found` for another's
 */
export async function showQuality(
  feedback: Pick<FeedbackStore, 'counts' | 'sources'>,
  { role, subjectId }: Pick<Principal, 'role' | 'subjectId'>,
  named: string | undefined,
) {
  if (role === 'publisher' && named !== undefined && named !== subjectId) throw notFound('what you asked for');
  const publisherId = role === 'publisher' ? subjectId : named;
  if (publisherId === undefined) throw invalidField('query.publisherId', 'is needed from an operator');
  const [all, sources] = await Promise.all([feedback.counts(publisherId), feedback.sources(publisherId)]);
  const reports = ({ sold, unsold, bad }: QualityCounts): number => sold + unsold + bad;
  const ranked = [...sources].sort((a, b) => reports(b) - reports(a));
  return {
    publisherId,
    ...scored(all),
    sources: ranked.map(({ source, ...counts }) => ({ source, ...scored(counts) })),
  };
}
