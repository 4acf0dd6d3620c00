import * as people from '../../shared/people/contract.ts';
import type { StageConfig } from '../config.ts';
import { withApiKey } from '../constructs/api-access.ts';
import type { FunctionSpec } from '../constructs/function-spec.ts';

export const peopleFunctions = (_config: StageConfig): readonly FunctionSpec[] => [
  {
    context: 'people',
    verb: 'export-person',
    purpose: 'Shows everything that is kept of one person',
    routes: [people.exportPersonRoute],
    memoryMb: 1_024,
    timeoutSeconds: 29,
    access: withApiKey({
      tables: {
        catalog: { actions: ['GetItem'], indexes: ['byOwner'] },
        outcomes: { actions: ['GetItem', 'BatchGetItem', 'Query'] },
        leases: { actions: ['Query'] },
        webhooks: { actions: ['Query'] },
      },
      secrets: ['PERSON_HASH', 'DATA_KEY'],
    }),
  },
  {
    context: 'people',
    verb: 'erase-person',
    purpose: 'Erases a person out of every table; verdicts and money stay',
    routes: [people.erasePersonRoute],
    memoryMb: 1_024,
    timeoutSeconds: 29,
    access: withApiKey({
      tables: {
        catalog: { actions: ['GetItem', 'UpdateItem'], indexes: ['byOwner'] },
        outcomes: { actions: ['GetItem', 'BatchGetItem', 'Query', 'UpdateItem', 'PutItem', 'DeleteItem'] },
        leases: { actions: ['Query', 'UpdateItem'] },
        webhooks: { actions: ['Query', 'UpdateItem'] },
      },
      secrets: ['PERSON_HASH'],
    }),
  },
];
