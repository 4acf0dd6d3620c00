import { z } from 'zod';
import { id, isoInstant, pageOf, pageQuery } from '../kernel/schemas.ts';
import { FEEDBACK_RESULTS } from '../outcomes/feedback.ts';
import { defineRoute } from '../platform/http/route.ts';
import { CRM_KINDS, SOURCES } from './model.ts';

/** Queue [crm]. Version 1 of the messages; they carry ids only. */
export const crmMessage = z.discriminatedUnion('kind', [
  z.strictObject({
    v: z.literal(1),
    kind: z.literal('push'),
    connectionId: id,
    outcomeId: id,
    /** How often it was tried before. */
    attempts: z.int().nonnegative(),
  }),
  z.strictObject({
    v: z.literal(1),
    kind: z.literal('changed'),
    connectionId: id,
    recordId: z.string().max(64),
    attempts: z.int().nonnegative(),
  }),
]);
export type CrmMessage = z.output<typeof crmMessage>;

/** A field's or a kind's name as all three CRMs spell theirs: it goes into paths. */
const crmName = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,79}$/, 'is not a name in a CRM: letters, digits and `_`');

const fieldSource = z
  .union([
    z.strictObject({ from: z.enum(SOURCES) }),
    z.strictObject({ constant: z.string().max(200) }),
    z.strictObject({ answer: z.string().min(1).max(60) }),
    z.strictObject({ contact: z.string().min(1).max(60) }),
  ])
  .meta({
    id: 'CrmFieldSource',
    description:
      'What is known of the outcome, a text of yours, what was answered, or a field that the person filled in',
  });

const mapping = {
  name: z.string().trim().min(1).max(80).meta({ example: 'Sales pipeline' }),
  object: crmName.meta({
    description: '`deals` in HubSpot, `Lead` in Salesforce, `Leads` or `Deals` in Zoho',
    example: 'deals',
  }),
  externalIdField: crmName.meta({
    description: 'A unique field of that object; it carries the outcome’s id',
    example: 'callbourse_outcome_id',
  }),
  fields: z
    .record(crmName, fieldSource)
    .refine((fields) => Object.keys(fields).length <= 50, 'has more than 50 fields')
    .meta({ example: { dealname: { contact: 'name' }, pipeline: { constant: 'default' } } }),
  stageField: crmName.meta({ example: 'dealstage' }),
  valueField: crmName.optional().meta({ description: 'A decimal in the offer’s currency', example: 'amount' }),
  stages: z
    .record(z.string().min(1).max(80), z.enum(FEEDBACK_RESULTS))
    .refine((stages) => Object.keys(stages).length <= 50, 'has more than 50 stages')
    .meta({
      description: 'What a stage means; one that is not named says nothing',
      example: { closedwon: 'sold', closedlost: 'unsold' },
    }),
};

const credentials = z
  .strictObject({
    clientId: z.string().min(1).max(300),
    clientSecret: z.string().min(1).max(300),
    refreshToken: z.string().min(1).max(1_000),
    tokenUrl: z
      .url({ protocol: /^https?$/ })
      .max(300)
      .optional()
      .meta({ description: 'Where your data centre or sandbox gives tokens; the usual place when absent' }),
  })
  .meta({
    id: 'CrmCredentials',
    description: 'Of an OAuth app of yours; stored encrypted, never shown',
    example: { clientId: 'app-1', clientSecret: 'secret-1', refreshToken: 'token-1' },
  });

export const connectionView = z
  .strictObject({
    ...mapping,
    connectionId: z.string(),
    kind: z.enum(CRM_KINDS),
    state: z.enum(['active', 'paused', 'needs-sign-in']),
    createdAt: isoInstant,
  })
  .meta({ id: 'CrmConnection' });

const common = { tag: 'CRM', roles: ['advertiser'] } as const;
const path = '/v1/crm-connections';
const params = z.strictObject({ connectionId: id });

export const createConnection = defineRoute({
  ...common,
  operationId: 'createCrmConnection',
  method: 'POST',
  path,
  summary: 'Let your qualified outcomes turn up in your CRM',
  description: 'The answer holds `webhookUrl`, shown once: enter it in the CRM, and its stages come back as reports.',
  scope: 'feedback:write',
  body: z.strictObject({ ...mapping, kind: z.enum(CRM_KINDS), credentials }).meta({ id: 'NewCrmConnection' }),
  status: 201,
  fails: { conflict: 'an advertiser has at most 10 connections' },
  response: connectionView
    .extend({ webhookUrl: z.url().meta({ example: 'https://api.example/crm/crm_3ue8/c2lnbmVk' }) })
    .meta({ id: 'CreatedCrmConnection' }),
  secretAnswer: ['webhookUrl'],
  etag: true,
  auditOf: { what: 'CrmConnection' },
});

export const listConnections = defineRoute({
  ...common,
  operationId: 'listCrmConnections',
  method: 'GET',
  path,
  summary: 'List your connections to CRMs',
  description: 'All of them: there are at most 10.',
  scope: 'outcomes:read',
  status: 200,
  response: z.strictObject({ items: z.array(connectionView.extend({ etag: z.string() })) }),
});

export const changeConnection = defineRoute({
  ...common,
  operationId: 'changeCrmConnection',
  method: 'PATCH',
  path: `${path}/{connectionId}`,
  summary: 'Pause a connection, map its fields otherwise, or sign in again',
  scope: 'feedback:write',
  params,
  body: z
    .strictObject({ ...mapping, state: z.enum(['active', 'paused']), credentials })
    .partial()
    .refine((change) => Object.keys(change).length > 0, 'changes nothing')
    .meta({ id: 'CrmConnectionChange', example: { state: 'paused' } }),
  status: 200,
  response: connectionView,
  ifMatch: 'must',
  etag: true,
});

const recordView = z
  .strictObject({
    outcomeId: z.string(),
    push: z.enum(['waiting', 'pushed', 'refused', 'gave-up']).meta({ example: 'pushed' }),
    recordId: z.string().optional(),
    why: z.string().optional().meta({ description: 'In the CRM’s own words' }),
    attempts: z.int(),
    at: isoInstant,
    report: z
      .strictObject({
        stage: z.string(),
        result: z.enum(FEEDBACK_RESULTS),
        state: z.enum(['reported', 'refused']),
        why: z.string().optional(),
        at: isoInstant,
      })
      .optional()
      .meta({ description: 'What the CRM told last, and what became of it' }),
  })
  .meta({ id: 'CrmRecord' });

export const listCrmRecords = defineRoute({
  ...common,
  operationId: 'listCrmRecords',
  method: 'GET',
  path: `${path}/{connectionId}/records`,
  summary: 'See what became of your outcomes in a CRM',
  scope: 'outcomes:read',
  params,
  query: pageQuery,
  status: 200,
  response: pageOf(recordView).meta({ id: 'CrmRecords' }),
});

export const receiveCrmChange = defineRoute({
  tag: 'CRM',
  operationId: 'receiveCrmChange',
  method: 'POST',
  path: '/crm/{connectionId}/{token}',
  summary: 'For CRMs: tell that a record changed',
  scope: 'public',
  params: z.strictObject({ connectionId: id, token: z.string() }),
  status: 200,
  fails: {
    'not-found': 'the connection was not found',
    forbidden: 'the request is not from the CRM of this connection',
  },
  responseType: 'text/plain',
  sample: '',
  otherType: 'text/xml; charset=utf-8',
  otherSample:
    '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>',
});

export const crmRoutes = [createConnection, listConnections, changeConnection, listCrmRecords, receiveCrmChange];
