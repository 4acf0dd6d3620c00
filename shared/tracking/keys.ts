import { sha256Hex } from '../kernel/ids.ts';
import type { E164 } from '../kernel/phone.ts';
import type { TableSchema } from '../platform/table-schema.ts';

/**
 * Table `leases`: hot, no index, items under 1 KB.
 * - `POOL#<poolId>` / `<8 hex digits of the number's hash>#<e164>`: the lease of one pool number, its holder and the two
 *   before. The hash spreads the numbers evenly, so that a random start key is a fair draw: bought in a block, numbers
 *   differ in their last digits only, and by number alone nearly every draw would begin with the first of them.
 * - `CAPACITY#<targetId>` / `CAPACITY`: the places promised on a target, `CAPACITY#<targetId>~<n>` the further ones of a busy target (shared/calls)
 * - `SEEN#<visitId>` / `SEEN`: a visit that holds no number of its own, swept after two days: its stream record is what counts
 * - `SHORT#<poolId>` / `<hour>`: how many visits found no number in it, swept after a week
 * - `AUCTION#<id>` / `BIDS`, `ASKS#<bidderId>` / `<minute>`: bids that stand, and how often a bidder was asked (shared/calls/auction), swept too
 *
 * Its stream tells reporting of visits; with the old image, since most changes of a lease are no new one.
 */
export const leasesTable: TableSchema = { name: 'leases', expires: true, stream: 'changes' };

export const SPREAD_DIGITS = 8;

export const poolLeasesKey = (poolId: string): string => `POOL#${poolId}`;

export const leaseSort = (number: E164): string => `${sha256Hex(number).slice(0, SPREAD_DIGITS)}#${number}`;

export const numberOfSort = (sort: string): E164 => sort.slice(SPREAD_DIGITS + 1);

export const leaseKey = (poolId: string, number: E164): { pk: string; sk: string } => ({
  pk: poolLeasesKey(poolId),
  sk: leaseSort(number),
});

export const seenKey = (visitId: string): { pk: string; sk: string } => ({ pk: `SEEN#${visitId}`, sk: 'SEEN' });

/** Hours sort by their beginning, in 13 digits of epoch milliseconds. */
export const shortageKey = (poolId: string, hourMs: number): { pk: string; sk: string } => ({
  pk: `SHORT#${poolId}`,
  sk: String(hourMs).padStart(13, '0'),
});

/** Table `catalog`, the part that tracking owns. */
export const poolKey = (poolId: string): { pk: string; sk: string } => ({ pk: `POOL#${poolId}`, sk: 'POOL' });

export const numberKey = (number: E164): { pk: string; sk: string } => ({ pk: `NUMBER#${number}`, sk: 'NUMBER' });

export const poolsOwner = (publisherId: string): string => `POOLS#${publisherId}`;

export const numbersOwner = (publisherId: string): string => `NUMBERS#${publisherId}`;

/** Numbers of one pool stand together in their publisher's list. */
export const numberOwnerSort = (number: E164, poolId: string | undefined): string =>
  `${poolId === undefined ? 'STATIC' : `POOL#${poolId}`}#${number}`;
