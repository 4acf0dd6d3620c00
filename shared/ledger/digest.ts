import { createHash } from 'node:crypto';
import type { Currency } from '../kernel/money.ts';
import { type Entry, owedBy } from './model.ts';

/** What a range of entries comes to. */
interface RangeSummary {
  readonly count: number;
  /** What the network owes the publisher for them, in each currency. */
  readonly owedMinor: ReadonlyMap<Currency, bigint>;
  /** Hex SHA-256 over every entry in key order. */
  readonly digest: string;
}

const SEPARATOR = '\u001f';

/** All of an entry that money depends on, as one line; no id or account has a control character in it. */
const canonicalLine = (entry: Entry): string => {
  const fields = [entry.entryId, entry.payableDay, entry.kind, entry.outcomeId ?? '', entry.reverses ?? ''];
  // A share that is kept back is no posting of the entry, but money depends on it.
  const reserveBps = entry.quality?.tier.reserveBps;
  if (reserveBps !== undefined) fields.push(`${reserveBps}`);
  for (const { account, amountMinor, currency } of entry.postings) fields.push(account, `${amountMinor}`, currency);
  return `${fields.join(SEPARATOR)}\n`;
};

/** A running summary that takes pages as they come from the reader, in constant memory. */
export interface RangeDigest {
  add(entries: readonly Entry[]): void;
  summary(): RangeSummary;
}

/**
 * Summarises a range. The digest runs over the entries in the order in which they are added, which for the reader is the
 * order of their keys: the same range read again gives the same digest, and any entry changed, added or gone another one.
 */
export function startDigest(): RangeDigest {
  const hash = createHash('sha256');
  const owedMinor = new Map<Currency, bigint>();
  let count = 0;
  return {
    add(entries) {
      for (const entry of entries) {
        hash.update(canonicalLine(entry));
        count += 1;
        for (const [currency, minor] of owedBy(entry)) owedMinor.set(currency, (owedMinor.get(currency) ?? 0n) + minor);
      }
    },
    // A copy, so that a summary may be taken while the range goes on.
    summary: () => ({ count, owedMinor: new Map(owedMinor), digest: hash.copy().digest('hex') }),
  };
}
