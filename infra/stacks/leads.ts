import * as leads from '../../shared/leads/contract.ts';
import type { StageConfig } from '../config.ts';
import { withApiKey } from '../constructs/api-access.ts';
import type { Access, FunctionSpec } from '../constructs/function-spec.ts';

/** Intake reads the offer, the lists and the visit; it writes outcome, contact and history. */
const intake: Access = {
  tables: {
    catalog: { actions: ['GetItem'] },
    leases: { actions: ['GetItem'] },
    outcomes: { actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'] },
  },
  queues: ['leads', 'outcomes'],
  secrets: ['PERSON_HASH', 'DATA_KEY', 'LEASE_TOKEN'],
};

export const leadsFunctions = (_config: StageConfig): readonly FunctionSpec[] => [
  {
    context: 'leads',
    verb: 'submit-lead',
    purpose: 'Takes a lead by API, and opens its outcome',
    routes: [leads.submitLead],
    // Checking a phone number loads the numbering plans of the world.
    memoryMb: 1_024,
    access: withApiKey(intake),
  },
  {
    context: 'leads',
    verb: 'submit-form',
    purpose: 'Takes a lead from a form on a publisher’s page',
    routes: [leads.submitForm],
    memoryMb: 1_024,
    access: intake,
  },
  {
    context: 'leads',
    verb: 'serve-form',
    purpose: 'Serves the script that sends forms of publishers’ pages',
    routes: [leads.serveForm],
    access: {},
  },
  {
    context: 'leads',
    verb: 'get-lead',
    purpose: 'Shows a lead, and to its buyer who it is',
    routes: [leads.getLead],
    access: withApiKey({ tables: { outcomes: { actions: ['GetItem'] } }, secrets: ['DATA_KEY'] }),
  },
  {
    context: 'leads',
    verb: 'upload-suppressions',
    purpose: 'Adds people of whom no lead is taken',
    routes: [leads.uploadSuppressions],
    // As for customers: ten thousand writes in batches.
    timeoutSeconds: 29,
    access: withApiKey({ tables: { outcomes: { actions: ['BatchWriteItem'] } }, secrets: ['PERSON_HASH'] }),
  },
  {
    context: 'leads',
    verb: 'look-after-lead',
    purpose: 'Asks again for the verdict of a lead whose intake died half-way',
    queue: { from: 'leads', batchSize: 10 },
    access: { tables: { outcomes: { actions: ['GetItem'] } }, queues: ['leads', 'outcomes'] },
  },
];
