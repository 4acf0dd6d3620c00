import * as crm from '../../shared/crm/contract.ts';
import type { StageConfig } from '../config.ts';
import { withApiKey } from '../constructs/api-access.ts';
import type { Access, FunctionSpec } from '../constructs/function-spec.ts';
import { correcting } from './ledger.ts';

const reads: Access = { tables: { catalog: { actions: ['GetItem'] } }, secrets: ['DATA_KEY'] };

export const crmFunctions = (_config: StageConfig): readonly FunctionSpec[] => [
  {
    context: 'crm',
    verb: 'create-connection',
    purpose: 'Connects an advertiser’s CRM, its credentials sealed',
    routes: [crm.createConnection],
    access: withApiKey({
      tables: { catalog: { actions: ['PutItem'], indexes: ['byOwner'] } },
      secrets: ['DATA_KEY'],
    }),
  },
  {
    context: 'crm',
    verb: 'list-connections',
    purpose: 'Lists the CRMs of an advertiser, without a secret',
    routes: [crm.listConnections],
    access: withApiKey({ tables: { catalog: { indexes: ['byOwner'] } }, secrets: ['DATA_KEY'] }),
  },
  {
    context: 'crm',
    verb: 'change-connection',
    purpose: 'Pauses a connection, maps it otherwise or takes new credentials',
    routes: [crm.changeConnection],
    access: withApiKey({
      tables: { catalog: { actions: ['GetItem', 'UpdateItem'] } },
      secrets: ['DATA_KEY'],
    }),
  },
  {
    context: 'crm',
    verb: 'list-crm-records',
    purpose: 'Shows what became of outcomes in a CRM',
    routes: [crm.listCrmRecords],
    access: withApiKey({
      tables: { catalog: { actions: ['GetItem'] }, outcomes: { actions: ['Query'] } },
      secrets: ['DATA_KEY'],
    }),
  },
  {
    context: 'crm',
    verb: 'receive-crm-change',
    purpose: 'Takes a CRM’s word that records changed, once it is proven',
    routes: [crm.receiveCrmChange],
    access: { ...reads, queues: ['crm'] },
  },
  {
    context: 'crm',
    verb: 'sync-crm',
    purpose: 'Writes outcomes into CRMs, and reports what became of them there',
    queue: { from: 'crm', batchSize: 10 },
    // A refreshed token and a request, each up to 15 s, and then an entry (shared/ledger/posting-window.ts).
    timeoutSeconds: 55,
    access: {
      tables: {
        ...correcting.tables,
        catalog: { actions: ['GetItem', 'UpdateItem'] },
      },
      queues: ['crm'],
      secrets: ['DATA_KEY'],
    },
  },
];
