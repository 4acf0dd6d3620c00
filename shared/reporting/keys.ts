import type { TableSchema } from '../platform/table-schema.ts';
import type { Fact } from './model.ts';

/**
 * Table `reports`: derived from the streams, rebuildable.
 * - `FACTS#<day in the network's zone>` / `<publisherId>#<kind>#<outcomeId>[#<cause>]`: one thing that happened to an outcome
 * - `J#…`, `BAL#…`: the books of account (shared/billing/keys.ts); the index is theirs
 */
export const reportsTable: TableSchema = {
  name: 'reports',
  indexes: [{ name: 'byAccount', pk: 'accountKey', sk: 'accountSort' }],
};

export const factsKey = (day: string): string => `FACTS#${day}`;

export const factsOfPublisher = (publisherId: string): string => `${publisherId}#`;

/** An id has no `#` in it. */
export const factSort = (fact: Fact): string =>
  [
    fact.publisherId,
    fact.kind.toUpperCase(),
    fact.outcomeId,
    ...(fact.kind === 'correction' ? [fact.causeId] : []),
  ].join('#');
