import { type Currency, shareBps } from '../kernel/money.ts';
import { startDigest } from '../ledger/digest.ts';
import { type Entry, owedBy } from '../ledger/model.ts';
import type { EntryReader } from '../ledger/ports.ts';
import type { EntriesSummary, Line } from './model.ts';
import { NOTHING_RATED, type RatedEntries } from './reserve.ts';

/** The entries of a line's days. A line that only pays what was carried has none: it starts after it ends. */
export async function* entriesOf(
  entries: Pick<EntryReader, 'pages'>,
  { publisherId, fromDay, toDay }: Pick<Line, 'publisherId' | 'fromDay' | 'toDay'>,
): AsyncGenerator<readonly Entry[]> {
  if (fromDay <= toDay) yield* entries.pages(publisherId, fromDay, toDay);
}

export interface Summary extends EntriesSummary {
  /** Something is owed in another currency: one line pays one currency. */
  readonly isMixed: boolean;
  readonly rated: RatedEntries;
}

/** Adds an entry whose terms say themselves what is kept back of it. */
function addRated({ earnedMinor, reserveMinor }: RatedEntries, entry: Entry, currency: Currency): RatedEntries {
  const reserveBps = entry.quality?.tier.reserveBps;
  if (reserveBps === undefined) return { earnedMinor, reserveMinor };
  const owed = owedBy(entry).get(currency) ?? 0n;
  return { earnedMinor: earnedMinor + owed, reserveMinor: reserveMinor + shareBps(owed, reserveBps) };
}

/** Count, sum and digest of a range in one pass and constant memory, in the publisher's currency. */
export async function summarize(pages: AsyncIterable<readonly Entry[]>, currency: Currency): Promise<Summary> {
  const digest = startDigest();
  let rated = NOTHING_RATED;
  for await (const page of pages) {
    digest.add(page);
    rated = page.reduce((sum, entry) => addRated(sum, entry, currency), rated);
  }
  const { count, owedMinor, digest: hex } = digest.summary();
  return {
    count,
    sumMinor: owedMinor.get(currency) ?? 0n,
    digest: hex,
    rated,
    isMixed: [...owedMinor].some(([each, minor]) => each !== currency && minor !== 0n),
  };
}
