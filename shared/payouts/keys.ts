import type { TableSchema } from '../platform/table-schema.ts';

/** Table `payouts`: runs, lines, approvals, payments, returns. */
export const payoutsTable: TableSchema = { name: 'payouts', protect: true };
