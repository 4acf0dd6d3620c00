import type { TableSchema } from '../platform/table-schema.ts';

/**
 * Table `ledger`: append only, for ever.
 * - `PUB#<publisherId>` / `<payable day>#<entry id>`: what a payout period sums, so a period is one range
 * - `PUB#<publisherId>` / `PAID#<run id>#<entry id>`: payments, outside every day's range, so that no period counts them as earnings
 */
export const ledgerTable: TableSchema = { name: 'ledger', stream: true, protect: true };
