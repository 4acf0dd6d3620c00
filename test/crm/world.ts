import { syncCrmHandler } from '../../functions/crm/sync-crm/handler.ts';
import { catalogTable } from '../../shared/catalog/keys.ts';
import type { CrmMessage } from '../../shared/crm/contract.ts';
import { dynamoConnections } from '../../shared/crm/dynamo-connections.ts';
import { dynamoRecords } from '../../shared/crm/dynamo-records.ts';
import { hubspotCrm } from '../../shared/crm/hubspot-crm.ts';
import type { Connection, CrmKind } from '../../shared/crm/model.ts';
import type { Contact } from '../../shared/crm/ports.ts';
import { salesforceCrm } from '../../shared/crm/salesforce-crm.ts';
import type { ConnectionDraft } from '../../shared/crm/save-connection.ts';
import type { TakeChangePorts } from '../../shared/crm/take-change.ts';
import { zohoCrm } from '../../shared/crm/zoho-crm.ts';
import { reportFeedback } from '../../shared/ledger/report-feedback.ts';
import { dynamoFeedback } from '../../shared/outcomes/dynamo-feedback.ts';
import { aesCipher } from '../../shared/platform/cipher.ts';
import { moneyWorld } from '../ledger/money-world.ts';
import { silentLog } from '../support/log.ts';
import { createTable } from '../support/tables.ts';
import { CrmDouble } from './double.ts';

export const CRMS = { hubspot: hubspotCrm, salesforce: salesforceCrm, zoho: zohoCrm };

export const credentials = { clientId: 'app-1', clientSecret: 'secret-1', refreshToken: 'refresh-1' };

/** A connection as an engineer would set it up in each CRM. */
export const drafts: Readonly<Record<CrmKind, ConnectionDraft>> = {
  hubspot: {
    ...{ kind: 'hubspot', name: 'Pipeline', object: 'deals', externalIdField: 'callbourse_outcome_id' },
    fields: {
      dealname: { contact: 'name' },
      pipeline: { constant: 'default' },
      callbourse_price: { from: 'price' },
    },
    ...{ stageField: 'dealstage', valueField: 'amount' },
    stages: { closedwon: 'sold', closedlost: 'unsold', spam: 'bad' },
    credentials,
  },
  salesforce: {
    ...{ kind: 'salesforce', name: 'Leads', object: 'Lead', externalIdField: 'Callbourse_Outcome__c' },
    fields: {
      LastName: { contact: 'last_name' },
      Company: { contact: 'company' },
      Email: { contact: 'email' },
    },
    ...{ stageField: 'Status', valueField: 'Annual_Value__c' },
    stages: { closedwon: 'sold', closedlost: 'unsold', spam: 'bad' },
    credentials,
  },
  zoho: {
    ...{ kind: 'zoho', name: 'Deals', object: 'Deals', externalIdField: 'Callbourse_Outcome' },
    fields: { Deal_Name: { contact: 'name' }, Lead_Source: { from: 'source' } },
    ...{ stageField: 'Stage', valueField: 'Amount' },
    stages: { closedwon: 'sold', closedlost: 'unsold', spam: 'bad' },
    credentials,
  },
};

export const CONTACT: Contact = {
  ...{ name: 'Ada Roofer', last_name: 'Roofer', email: 'ada@roof.example', company: 'Roofs & Sons' },
  phone: '+12175550142',
};

const REQUIRED = { hubspot: ['dealname'], salesforce: ['LastName', 'Company'], zoho: ['Deal_Name'] };

/** Outcomes with their money, connections and one CRM, on the real engine. */
export async function crmWorld(kind: CrmKind) {
  const money = await moneyWorld({ pricing: { onSale: { chargeShareBps: 1_000, payoutShareBps: 500 } } });
  const cipher = aesCipher(async () => ['a key for tests']);
  const catalogName = await createTable(catalogTable);
  const draft = drafts[kind];
  const { object, externalIdField, stageField, valueField = '' } = draft;
  const rules = { object, externalIdField, required: REQUIRED[kind] };
  const crm = new CrmDouble(kind, rules, [...Object.keys(draft.fields), stageField, valueField]);
  const queued: { message: CrmMessage; delaySeconds: number }[] = [];
  const contacts = new Map<string, Contact>();
  const upheld = new Map<string, number>();
  const feedback = dynamoFeedback(money.client, money.outcomesName);
  const deps: TakeChangePorts & { log: typeof silentLog } = {
    log: silentLog,
    connections: dynamoConnections(money.client, catalogName, cipher),
    records: dynamoRecords(money.client, money.outcomesName),
    outcomes: {
      get: money.outcomes.get,
      upheldAtMs: async (outcomeId) => upheld.get(outcomeId),
      contact: async (outcomeId) => contacts.get(outcomeId) ?? CONTACT,
    },
    crms: CRMS,
    send: crm.send,
    clock: money.clock,
    random: () => 0,
    queue: {
      send: async (message, { delaySeconds }) => void queued.push({ message, delaySeconds }),
    },
    report: (advertiserId, outcomeId, report) =>
      reportFeedback({ ...money.deps, feedback }, advertiserId, outcomeId, report),
  };
  const handler = syncCrmHandler(deps);

  async function connect(connectionId: string, over: Partial<Connection> = {}): Promise<Connection> {
    const { credentials: given, ...mapping } = draft;
    const connection: Connection = {
      ...{ ...mapping, connectionId, advertiserId: 'adv_acme', state: 'active', rev: 1 },
      ...{ createdAtMs: money.clock.nowMs(), ...over },
    };
    await deps.connections.create(connection, { credentials: given, token: 'hook-1' });
    return connection;
  }

  /** Delivers one message; false when it comes back. */
  async function deliver(message: CrmMessage): Promise<boolean> {
    const body = JSON.stringify(message);
    const record = { messageId: 'm1', body, attributes: { ApproximateReceiveCount: '1' } };
    const { batchItemFailures } = await handler({ Records: [record] } as never);
    return batchItemFailures.length === 0;
  }

  const push = (connectionId: string, outcomeId: string, attempts = 0) =>
    deliver({ v: 1, kind: 'push', connectionId, outcomeId, attempts });
  const changed = (connectionId: string, recordId: string, attempts = 0) =>
    deliver({ v: 1, kind: 'changed', connectionId, recordId, attempts });
  const records = async (connectionId: string) => (await deps.records.list(connectionId, { limit: 100 })).items;

  return {
    ...money,
    deps,
    crm,
    cipher,
    catalogName,
    queued,
    contacts,
    upheld,
    draft,
    connect,
    push,
    changed,
    records,
    feedback,
  };
}

export type CrmWorld = Awaited<ReturnType<typeof crmWorld>>;
