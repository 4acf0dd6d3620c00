import { type EpochMs, SECOND_MS } from '../kernel/time.ts';
import type { TableSchema } from '../platform/table-schema.ts';
import type { KeptFact } from './model.ts';

/**
 * Table `reports`: derived from the streams, rebuildable.
 * - `FACTS#<day in the network's zone>` / `<publisherId>#<kind>#<outcomeId>[#<cause>]`: one thing that happened to an outcome;
 *   `<publisherId>#RETAINER#<retainerId>#<month>` a retainer that was owed
 * - `VISITS#<day>` / `<publisherId>#<ms, 15 digits>`: the visits of one publisher that began in the same ten seconds
 * - `CLICKS#<day>` / `<publisherId>#<place>`: what a publisher paid for clicks elsewhere (clicks/)
 * - `QUALITY` / `<publisherId>`: what a publisher's score is reckoned from; `QUALITY#PUB#<publisherId>` / `<day>#<source or setter>#<name>` the same
 *   of its sources and setters, `QUALITY#ADV#<advertiserId>` / `<publisherId>` of what one advertiser bought (quality/)
 * - `REBUILD` / `ROUND`: how far this night's rebuild has come
 * - `J#…`, `BAL#…`: the books of account (shared/billing/keys.ts); the index is theirs
 */
export const reportsTable: TableSchema = {
  name: 'reports',
  expires: true,
  indexes: [{ name: 'byAccount', pk: 'accountKey', sk: 'accountSort' }],
};

export const factsKey = (day: string): string => `FACTS#${day}`;

export const visitsKey = (day: string): string => `VISITS#${day}`;

export const factsOfPublisher = (publisherId: string): string => `${publisherId}#`;

export const clicksKey = (day: string): string => `CLICKS#${day}`;

export const clicksSort = (publisherId: string, place: string): string => `${factsOfPublisher(publisherId)}${place}`;

/** Visits that are kept in one item: under load a batch of the stream falls into one or two of these. */
const MOMENT_MS = 10 * SECOND_MS;

export const momentOf = (atMs: EpochMs): EpochMs => atMs - (atMs % MOMENT_MS);

export const visitsSort = (publisherId: string, momentMs: EpochMs): string =>
  `${publisherId}#${String(momentMs).padStart(15, '0')}`;

export const momentOfSort = (sort: string): EpochMs => Number(sort.slice(sort.lastIndexOf('#') + 1));

export const roundKey = { pk: 'REBUILD', sk: 'ROUND' } as const;

export const qualityKey = (publisherId: string) => ({ pk: 'QUALITY', sk: publisherId });

/** The day comes first: what was reckoned on another day is not among today's. */
export const partKey = (publisherId: string, day: string, kind: string, name: string) => ({
  pk: `QUALITY#PUB#${publisherId}`,
  sk: `${day}#${kind}#${name}`,
});

export const boughtKey = (advertiserId: string, publisherId: string) => ({
  pk: `QUALITY#ADV#${advertiserId}`,
  sk: publisherId,
});

export const verdictSort = ({ publisherId, outcomeId }: { publisherId: string; outcomeId: string }): string =>
  `${factsOfPublisher(publisherId)}VERDICT#${outcomeId}`;

/** An id has no `#` in it. */
export function factSort(fact: KeptFact): string {
  const named = fact.kind === 'retainer' ? [fact.retainerId, fact.month] : [fact.outcomeId];
  const cause = fact.kind === 'correction' ? [fact.causeId] : [];
  return [fact.publisherId, fact.kind.toUpperCase(), ...named, ...cause].join('#');
}
