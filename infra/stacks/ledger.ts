import { listJournalEntries } from '../../shared/ledger/contract.ts';
import type { StageConfig } from '../config.ts';
import { withApiKey } from '../constructs/api-access.ts';
import type { FunctionSpec } from '../constructs/function-spec.ts';

export const ledgerFunctions = (_config: StageConfig): readonly FunctionSpec[] => [
  {
    context: 'ledger',
    verb: 'list-journal-entries',
    purpose: 'Pages through the journal of one publisher',
    routes: [listJournalEntries],
    access: withApiKey({ tables: { ledger: { actions: ['Query'] } } }),
  },
];
