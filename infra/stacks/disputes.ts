import * as routes from '../../shared/disputes/contract.ts';
import { askReplacement } from '../../shared/disputes/contract-replacements.ts';
import type { StageConfig } from '../config.ts';
import { withApiKey } from '../constructs/api-access.ts';
import type { Access, FunctionSpec } from '../constructs/function-spec.ts';
import { correcting } from './ledger.ts';

const context = 'disputes';

/** A step rewrites the dispute and its place among those that wait, and may book its money. */
const settling: Access = {
  tables: {
    ...correcting.tables,
    outcomes: { actions: ['BatchGetItem', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'] },
  },
};

/** What a publisher's dispute makes count is told to those who deliver leads and write into CRMs. */
const telling = (access: Access): Access => ({
  ...access,
  tables: { ...access.tables, catalog: { ...access.tables?.catalog, indexes: ['byOwner'] } },
  queues: ['leads', 'crm'],
});

export const opening: Access = { tables: { ...settling.tables, reports: { actions: ['Query'] } } };

const sweeping: Access = {
  tables: {
    ...settling.tables,
    outcomes: { actions: ['BatchGetItem', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'] },
  },
};

const steps: readonly FunctionSpec[] = [
  {
    context,
    verb: 'ask-replacement',
    purpose: 'Refuses an outcome for another one that costs nothing, within the window of its offer',
    routes: [askReplacement],
    access: withApiKey({
      tables: {
        catalog: { actions: ['GetItem'] },
        outcomes: { actions: ['BatchGetItem', 'GetItem', 'PutItem'] },
      },
    }),
  },
  {
    context,
    verb: 'answer-dispute',
    purpose: 'Takes the answer of the publisher or the network',
    routes: [routes.answerDispute],
    access: withApiKey(telling(settling)),
  },
  {
    context,
    verb: 'decide-dispute',
    purpose: 'Decides a dispute and books what it grants, once',
    routes: [routes.decideDispute],
    access: withApiKey(telling(settling)),
  },
  {
    context,
    verb: 'withdraw-dispute',
    purpose: 'Lets an advertiser think better of it',
    routes: [routes.withdrawDispute],
    access: withApiKey(settling),
  },
  {
    context,
    verb: 'finish-disputes',
    purpose: 'Decides what nobody answered in time, books what was left half done, credits what was not replaced',
    schedule: { expression: 'rate(5 minutes)' },
    // Closing a day relies on nobody living longer than 60 s here (shared/ledger/posting-window.ts).
    timeoutSeconds: 50,
    access: telling(sweeping),
  },
];

export const disputesFunctions = (_config: StageConfig): readonly FunctionSpec[] => [
  {
    context,
    verb: 'open-dispute',
    purpose: 'Opens the one dispute an outcome can have',
    routes: [routes.openDispute],
    access: withApiKey(opening),
  },
  {
    context,
    verb: 'list-disputes',
    purpose: 'Lists disputes as each side may see them',
    routes: [routes.listDisputes],
    access: withApiKey({ tables: { outcomes: { actions: ['Query', 'BatchGetItem'] } } }),
  },
  {
    context,
    verb: 'get-dispute',
    purpose: 'Shows a dispute and every step of it',
    routes: [routes.getDispute],
    access: withApiKey({ tables: { outcomes: { actions: ['GetItem'] } } }),
  },
  ...steps,
];
