import { getLead, serveForm, submitForm, submitLead } from '../../shared/leads/contract/leads.ts';
import { pingLead, postLead } from '../../shared/leads/contract/pings.ts';
import { removeSuppressions, uploadSuppressions } from '../../shared/leads/contract/suppressions.ts';
import { uploadLeads } from '../../shared/leads/contract/uploads.ts';
import * as delivery from '../../shared/leads/delivery/contract.ts';
import type { StageConfig } from '../config.ts';
import { withApiKey } from '../constructs/api-access.ts';
import type { Access, FunctionSpec } from '../constructs/function-spec.ts';
import { opening } from './disputes.ts';

/** Intake reads the offer, the lists and the visit; it writes outcome, contact and history, and counts where there is a cap. */
const intake: Access = {
  tables: {
    catalog: { actions: ['GetItem'] },
    leases: { actions: ['GetItem'] },
    outcomes: { actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'] },
  },
  queues: ['leads', 'outcomes'],
  secrets: ['PERSON_HASH', 'DATA_KEY', 'LEASE_TOKEN'],
};

/** Giving a lead back opens a dispute, which the offer's rules may decide and book at once. */
const delivering: readonly FunctionSpec[] = [
  {
    context: 'leads',
    verb: 'set-delivery',
    purpose: 'Says where the leads of an offer go',
    routes: [delivery.setLeadDelivery],
    access: withApiKey({ tables: { catalog: { actions: ['PutItem'] } }, secrets: ['DATA_KEY'] }),
  },
  {
    context: 'leads',
    verb: 'get-delivery',
    purpose: 'Shows where the leads of an offer go',
    routes: [delivery.getLeadDelivery],
    access: withApiKey({ secrets: ['DATA_KEY'] }),
  },
  {
    context: 'leads',
    verb: 'return-lead',
    purpose: 'Gives a lead back: a dispute for a reason that its form allows',
    routes: [delivery.returnLead],
    access: withApiKey(opening),
  },
  {
    context: 'leads',
    verb: 'report-touch',
    purpose: 'Notes when an advertiser first reached out to a lead',
    routes: [delivery.reportFirstTouch],
    access: withApiKey({ tables: { outcomes: { actions: ['GetItem', 'PutItem'] } } }),
  },
  {
    context: 'leads',
    verb: 'look-after-lead',
    purpose: 'Delivers a bought lead to its advertiser, and asks again for a verdict that was lost',
    queue: { from: 'leads', batchSize: 10 },
    // Ten deliveries, five at a time, each given up after eight seconds.
    timeoutSeconds: 30,
    access: { ...opening, queues: ['leads', 'outcomes'], secrets: ['DATA_KEY'] },
  },
];

export const leadsFunctions = (_config: StageConfig): readonly FunctionSpec[] => [
  {
    context: 'leads',
    verb: 'submit-lead',
    purpose: 'Takes a lead by API, and opens its outcome',
    routes: [submitLead],
    // Checking a phone number loads the numbering plans of the world.
    memoryMb: 1_024,
    access: withApiKey(intake),
  },
  {
    context: 'leads',
    verb: 'upload-leads',
    purpose: 'Takes a file of leads, each row for itself',
    routes: [uploadLeads],
    memoryMb: 1_024,
    // Five hundred leads, ten at a time; API Gateway gives up after 30 s.
    timeoutSeconds: 29,
    access: withApiKey(intake),
  },
  {
    context: 'leads',
    verb: 'ping-lead',
    purpose: 'Says what a lead is worth before anybody says who it is',
    routes: [pingLead],
    access: withApiKey({
      tables: { catalog: { indexes: ['byOwner'] }, outcomes: { actions: ['GetItem'] } },
      secrets: ['LEASE_TOKEN'],
    }),
  },
  {
    context: 'leads',
    verb: 'post-lead',
    purpose: 'Takes the lead of a ping, at the price that the ping gave',
    routes: [postLead],
    memoryMb: 1_024,
    access: withApiKey(intake),
  },
  {
    context: 'leads',
    verb: 'submit-form',
    purpose: 'Takes a lead from a form on a publisher’s page',
    routes: [submitForm],
    memoryMb: 1_024,
    access: intake,
  },
  {
    context: 'leads',
    verb: 'serve-form',
    purpose: 'Serves the script that sends forms of publishers’ pages',
    routes: [serveForm],
    access: {},
  },
  {
    context: 'leads',
    verb: 'get-lead',
    purpose: 'Shows a lead, and to its buyer who it is',
    routes: [getLead],
    access: withApiKey({ tables: { outcomes: { actions: ['GetItem'] } }, secrets: ['DATA_KEY'] }),
  },
  {
    context: 'leads',
    verb: 'upload-suppressions',
    purpose: 'Adds people of whom no lead is taken',
    routes: [uploadSuppressions],
    // As for customers: ten thousand writes in batches.
    timeoutSeconds: 29,
    access: withApiKey({ tables: { outcomes: { actions: ['BatchWriteItem'] } }, secrets: ['PERSON_HASH'] }),
  },
  {
    context: 'leads',
    verb: 'remove-suppressions',
    purpose: 'Takes people off a suppression list',
    routes: [removeSuppressions],
    timeoutSeconds: 29,
    access: withApiKey({ tables: { outcomes: { actions: ['BatchWriteItem'] } }, secrets: ['PERSON_HASH'] }),
  },
  ...delivering,
];
