import type { z } from 'zod';
import type { Page, PageRequest } from '../../kernel/page.ts';
import { notFound } from '../../kernel/problem.ts';
import type { Principal } from '../../platform/http/principal.ts';
import type { qualityDetail, qualityView } from '../contract/quality.ts';
import type { PartKind, QualityStore, Scored } from './ports.ts';
import { NOTHING_KNOWN, type QualityCounts, qualityOf, type ScoredPart } from './score.ts';

type Who = Pick<Principal, 'role' | 'subjectId' | 'publisherId'>;
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
export async function listQuality(quality: QualityStore, who: Who, page: PageRequest): Promise<Page<QualityView>> {
  const { role, subjectId } = who;
  if (role === 'setter') return { items: [await ownOfSetter(quality, who)] };
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
 * One publisher's score with that of each of its sources and setters, the largest first. A setter sees its own in the place of
 * its publisher's; a publisher of whom nothing was judged yet sees
 * what is taken to be usual.
 *
 * @throws Problem `not-found` for another's, or one that an advertiser bought nothing of
 */
export async function showQuality(
  quality: QualityStore,
  who: Who,
  publisherId: string,
): Promise<z.input<typeof qualityDetail>> {
  const { role, subjectId } = who;
  const unknown = notFound(`the quality of ${publisherId}`);
  if (role === 'setter') {
    if (publisherId !== who.publisherId) throw unknown;
    return { ...(await ownOfSetter(quality, who)), ...NO_PARTS };
  }
  if (role === 'publisher' && publisherId !== subjectId) throw unknown;
  const scored = await quality.get(publisherId);
  if (role === 'advertiser') {
    const bought = await quality.bought(subjectId, publisherId);
    if (!scored || !bought) throw unknown;
    return { ...show(scored, false), withYou: showCounts(bought.counts, true), ...NO_PARTS };
  }
  if (!scored) {
    if (role !== 'publisher') throw unknown;
    return { publisherId, ...showCounts(NOTHING_KNOWN, true), ...NO_PARTS };
  }
  const [sources, setters] = await Promise.all([
    partsOf(quality, 'source', scored),
    partsOf(quality, 'setter', scored),
  ]);
  return {
    ...show(scored, true),
    sources: sources.map(({ name, counts }) => ({ source: name, ...showCounts(counts, true) })),
    setters: setters.map(({ name, counts }) => ({ setterId: name, ...showCounts(counts, true) })),
  };
}

const NO_PARTS = { sources: [], setters: [] };

async function partsOf(quality: QualityStore, kind: PartKind, { publisherId, asOf }: Scored) {
  const parts = await quality.parts(kind, publisherId, asOf);
  return [...parts].sort((a, b) => b.counts.outcomes - a.counts.outcomes || (a.name < b.name ? -1 : 1));
}

/** What is usual where nothing of it was judged yet. */
async function ownOfSetter(quality: QualityStore, { subjectId, publisherId = '' }: Who): Promise<QualityView> {
  const scored = await quality.get(publisherId);
  const own = scored && (await quality.part('setter', publisherId, scored.asOf, subjectId));
  const { counts = NOTHING_KNOWN, asOf } = own ?? {};
  return { publisherId, setterId: subjectId, ...(asOf && { asOf }), ...showCounts(counts, true) };
}
