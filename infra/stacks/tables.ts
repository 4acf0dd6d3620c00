import { auditTable } from '../../shared/audit/keys.ts';
import { catalogTable } from '../../shared/catalog/keys.ts';
import { ledgerTable } from '../../shared/ledger/keys.ts';
import { outcomesTable } from '../../shared/outcomes/keys.ts';
import { payoutsTable } from '../../shared/payouts/keys.ts';
import { limitsTable } from '../../shared/platform/http/dynamo-rate-windows.ts';
import type { TableName, TableSchema } from '../../shared/platform/table-schema.ts';
import { reportsTable } from '../../shared/reporting/keys.ts';
import { leasesTable } from '../../shared/tracking/keys.ts';
import { webhooksTable } from '../../shared/webhooks/keys.ts';

/** Every table, each defined by the context whose life it shares. */
export const tableSchemas: Readonly<Record<TableName, TableSchema>> = {
  catalog: catalogTable,
  leases: leasesTable,
  outcomes: outcomesTable,
  ledger: ledgerTable,
  payouts: payoutsTable,
  reports: reportsTable,
  webhooks: webhooksTable,
  audit: auditTable,
  limits: limitsTable,
};
