import { listAuditRecords } from '../../shared/audit/contract.ts';
import type { StageConfig } from '../config.ts';
import { withApiKey } from '../constructs/api-access.ts';
import type { FunctionSpec } from '../constructs/function-spec.ts';

export const auditFunctions = (_config: StageConfig): readonly FunctionSpec[] => [
  {
    context: 'audit',
    verb: 'list-audit-records',
    purpose: 'Searches who changed what, by object, actor or day',
    routes: [listAuditRecords],
    access: withApiKey({
      tables: {
        audit: { actions: ['BatchGetItem'], indexes: ['byDay', 'byActor', 'byKey', 'byObject'] },
        catalog: { actions: ['BatchGetItem'] },
      },
    }),
  },
];
