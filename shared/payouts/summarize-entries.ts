import type { Currency } from '../kernel/money.ts';
import { startDigest } from '../ledger/digest.ts';
import type { Entry } from '../ledger/model.ts';
import type { EntryReader } from '../ledger/ports.ts';
import type { EntriesSummary, Line } from './model.ts';

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
}

/** Count, sum and digest of a range in one pass and constant memory, in the publisher's currency. */
export async function summarize(pages: AsyncIterable<readonly Entry[]>, currency: Currency): Promise<Summary> {
  const digest = startDigest();
  for await (const page of pages) digest.add(page);
  const { count, owedMinor, digest: hex } = digest.summary();
  return {
    count,
    sumMinor: owedMinor.get(currency) ?? 0n,
    digest: hex,
    isMixed: [...owedMinor].some(([each, minor]) => each !== currency && minor !== 0n),
  };
}
