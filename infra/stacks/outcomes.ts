import type { StageConfig } from '../config.ts';
import type { FunctionSpec } from '../constructs/function-spec.ts';

export const outcomesFunctions = (_config: StageConfig): readonly FunctionSpec[] => [
  {
    context: 'outcomes',
    verb: 'judge-outcome',
    purpose: 'Judges an ended outcome by its frozen terms and books what is owed, once',
    queue: { from: 'outcomes', batchSize: 10 },
    // Closing a day relies on nobody living longer than 60 s here (shared/ledger/posting-window.ts).
    timeoutSeconds: 30,
    access: {
      tables: {
        catalog: { actions: ['GetItem'] },
        outcomes: { actions: ['GetItem', 'Query', 'UpdateItem'] },
        ledger: { actions: ['GetItem', 'PutItem'] },
      },
      queues: ['outcomes'],
    },
  },
];
