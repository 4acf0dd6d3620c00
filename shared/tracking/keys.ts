import type { TableSchema } from '../platform/table-schema.ts';

/**
 * Table `leases`: hot, no index, items under 1 KB.
 * - `POOL#<poolId>` / `<e164>`: the lease of one pool number, its holder and the two before
 * - `CAPACITY#<targetId>` / `CAPACITY`: the places promised on a target (shared/calls)
 */
export const leasesTable: TableSchema = { name: 'leases' };
