import * as adjustments from '../../shared/ledger/contract/adjustments.ts';
import { listJournalEntries } from '../../shared/ledger/contract.ts';
import type { StageConfig } from '../config.ts';
import { withApiKey } from '../constructs/api-access.ts';
import type { Access, FunctionSpec } from '../constructs/function-spec.ts';

const context = 'ledger';

/** Correcting reads an outcome with its corrections, adds one and books its entry; the ledger itself only grows. */
export const correcting: Access = {
  tables: {
    catalog: { actions: ['GetItem'] },
    outcomes: { actions: ['BatchGetItem', 'GetItem', 'PutItem', 'UpdateItem'] },
    ledger: { actions: ['GetItem', 'Query', 'PutItem'] },
  },
};

const uploads: readonly FunctionSpec[] = [
  {
    context,
    verb: 'preview-adjustments',
    purpose: 'Shows what a file of adjustments would change',
    routes: [adjustments.previewAdjustments],
    // Ten thousand outcomes are read; API Gateway gives up after 30 s.
    timeoutSeconds: 29,
    memoryMb: 1_024,
    access: withApiKey({ tables: { outcomes: { actions: ['BatchGetItem'] } } }),
  },
  {
    context,
    verb: 'upload-adjustments',
    purpose: 'Takes a file of adjustments, all of it or nothing',
    routes: [adjustments.uploadAdjustments],
    timeoutSeconds: 29,
    memoryMb: 1_024,
    access: withApiKey({
      tables: { outcomes: { actions: ['BatchGetItem', 'GetItem', 'PutItem', 'Query'] } },
      queues: ['adjustments'],
    }),
  },
  {
    context,
    verb: 'apply-adjustments',
    purpose: 'Applies one chunk of a file of adjustments, each row once',
    queue: { from: 'adjustments', batchSize: 1, maxConcurrency: 10 },
    // Closing a day relies on nobody living longer than 60 s here (shared/ledger/posting-window.ts).
    timeoutSeconds: 50,
    access: correcting,
  },
  {
    context,
    verb: 'get-adjustment-upload',
    purpose: 'Tells how far a file of adjustments is applied',
    routes: [adjustments.getAdjustmentUpload],
    access: withApiKey({ tables: { outcomes: { actions: ['GetItem', 'Query'] } } }),
  },
];

export const ledgerFunctions = (_config: StageConfig): readonly FunctionSpec[] => [
  {
    context,
    verb: 'list-journal-entries',
    purpose: 'Pages through the journal of one publisher',
    routes: [listJournalEntries],
    access: withApiKey({ tables: { ledger: { actions: ['Query'] } } }),
  },
  {
    context,
    verb: 'create-adjustment',
    purpose: 'Corrects what one outcome comes to, by a new entry',
    routes: [adjustments.createAdjustment],
    access: withApiKey(correcting),
  },
  {
    context,
    verb: 'list-adjustments',
    purpose: 'Lists what was corrected, as each side may see it',
    routes: [adjustments.listAdjustments],
    access: withApiKey({ tables: { outcomes: { actions: ['Query'] } } }),
  },
  {
    context,
    verb: 'correct-late-truth',
    purpose: 'Corrects by a new entry what came to light after a verdict, once',
    queue: { from: 'late-truth', batchSize: 10 },
    // As wherever entries are booked (shared/ledger/posting-window.ts).
    timeoutSeconds: 50,
    access: {
      tables: {
        ...correcting.tables,
        // Judging again looks up what judging did, and what came in another's place may be owed again.
        outcomes: { actions: ['BatchGetItem', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'] },
      },
      queues: ['late-truth'],
    },
  },
  ...uploads,
];
