import type { TableSchema } from '../platform/table-schema.ts';

/** Table `reports`: counters by hour and dimension, derived from the streams and rebuildable. */
export const reportsTable: TableSchema = { name: 'reports' };
