import type { z } from 'zod';
import type { Page, PageRequest } from '../../kernel/page.ts';
import { notFound } from '../../kernel/problem.ts';
import type { Principal } from '../../platform/http/principal.ts';
import type { qualityDetail, qualityView } from '../contract/quality.ts';
import type { QualityStore, Scored } from './ports.ts';
import { NOTHING_KNOWN, type QualityCounts, qualityOf, type ScoredPart } from './score.ts';

type Who = Pick<Principal, 'role' | 'subjectId'>;
type QualityView = z.input<typeof qualityView>;
type PartView = QualityView['parts'][number];

const tenths = (points: number): number => Math.round(points * 10) / 10;

/** `isOwn`: how much the others bought is not an advertiser's to see. */
const showPart = ({ part, points, share, of }: ScoredPart, isOwn: boolean): PartView => ({
  id: part.id,
  name: part.name,
  meaning: part.meaning,
  formula: part.formula,
  points: tenths(points),
  ofPoints: part.points,
  usual: part.usual,
  ...(share !== undefined && { share }),
  ...(isOwn && { outOf: of }),
});

function showCounts(counts: QualityCounts, isOwn: boolean) {
  const { score, parts } = qualityOf(counts);
  return { score, parts: parts.map((part) => showPart(part, isOwn)) };
}

const show = ({ publisherId, asOf, counts }: Scored, isOwn: boolean): QualityView => ({
  publisherId,
  asOf,
  ...showCounts(counts, isOwn),
});

/**
 * Scores as the caller may see them: a publisher its own, an advertiser those of whom it bought, with what it bought itself
 * beside them, the network all.
 */
export async function listQuality(
  quality: QualityStore,
  { role, subjectId }: Who,
  page: PageRequest,
): Promise<Page<QualityView>> {
  if (role === 'publisher') {
    const own = await quality.get(subjectId);
    return { items: own ? [show(own, true)] : [] };
  }
  if (role !== 'advertiser') {
    const { items, ...rest } = await quality.list(page);
    return { ...rest, items: items.map((each) => show(each, true)) };
  }
  const { items: bought, ...rest } = await quality.boughtBy(subjectId, page);
  const all = await quality.getAll(bought.map(({ publisherId }) => publisherId));
  const known = new Map(all.map((each) => [each.publisherId, each]));
  const items = bought.flatMap(({ publisherId, counts }) => {
    const scored = known.get(publisherId);
    return scored ? [{ ...show(scored, false), withYou: showCounts(counts, true) }] : [];
  });
  return { ...rest, items };
}

/**
 * One publisher's score with that of each of its sources, the largest first; a publisher of whom nothing was judged yet sees
 * what is taken to be usual.
 *
 * @throws Problem `not-found` for another's, or one that an advertiser bought nothing of
 */
export async function showQuality(
  quality: QualityStore,
  { role, subjectId }: Who,
  publisherId: string,
): Promise<z.input<typeof qualityDetail>> {
  const unknown = notFound(`the quality of ${publisherId}`);
  if (role === 'publisher' && publisherId !== subjectId) throw unknown;
  const scored = await quality.get(publisherId);
  if (role === 'advertiser') {
    const bought = await quality.bought(subjectId, publisherId);
    if (!scored || !bought) throw unknown;
    return { ...show(scored, false), withYou: showCounts(bought.counts, true), sources: [] };
  }
  if (!scored) {
    if (role !== 'publisher') throw unknown;
    return { publisherId, ...showCounts(NOTHING_KNOWN, true), sources: [] };
  }
  const sources = [...(await quality.sources(publisherId, scored.asOf))].sort(
    (a, b) => b.counts.outcomes - a.counts.outcomes || (a.source < b.source ? -1 : 1),
  );
  return {
    ...show(scored, true),
    sources: sources.map(({ source, counts }) => ({ source, ...showCounts(counts, true) })),
  };
}
