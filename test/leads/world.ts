import { randomBytes } from 'node:crypto';
import { handlerOf as reviseOffer } from '../../functions/catalog/revise-offer/handler.ts';
import { handlerOf as decideDispute } from '../../functions/disputes/decide-dispute/handler.ts';
import { handlerOf as openDispute } from '../../functions/disputes/open-dispute/handler.ts';
import { returnDesk } from '../../functions/leads/compose-delivery.ts';
import { handlerOf as getDelivery } from '../../functions/leads/get-delivery/handler.ts';
import { handlerOf as getLead } from '../../functions/leads/get-lead/handler.ts';
import { lookAfterHandler } from '../../functions/leads/look-after-lead/handler.ts';
import { handlerOf as pingLead } from '../../functions/leads/ping-lead/handler.ts';
import { handlerOf as postLead } from '../../functions/leads/post-lead/handler.ts';
import { handlerOf as removeSuppressions } from '../../functions/leads/remove-suppressions/handler.ts';
import { handlerOf as reportTouch } from '../../functions/leads/report-touch/handler.ts';
import { handlerOf as returnLead } from '../../functions/leads/return-lead/handler.ts';
import { handlerOf as setDelivery } from '../../functions/leads/set-delivery/handler.ts';
import { handlerOf as submitLead } from '../../functions/leads/submit-lead/handler.ts';
import { handlerOf as uploadLeads } from '../../functions/leads/upload-leads/handler.ts';
import { handlerOf as uploadSuppressions } from '../../functions/leads/upload-suppressions/handler.ts';
import { correctingDeps } from '../../functions/ledger/compose-adjustments.ts';
import { handlerOf as getOutcome } from '../../functions/outcomes/get-outcome/handler.ts';
import { judgeHandler } from '../../functions/outcomes/judge-outcome/handler.ts';
import { handlerOf as uploadCustomers } from '../../functions/outcomes/upload-customers/handler.ts';
import { bringBought } from '../../functions/platform/bring-bought.ts';
import { dynamoCatalog } from '../../shared/catalog/dynamo-catalog.ts';
import { dynamoCreditReader } from '../../shared/catalog/dynamo-credit.ts';
import { catalogTerms } from '../../shared/catalog/find-terms.ts';
import type { CrmMessage } from '../../shared/crm/contract.ts';
import type { Connection } from '../../shared/crm/model.ts';
import { dynamoDisputes } from '../../shared/disputes/dynamo-disputes.ts';
import { upheldAt } from '../../shared/disputes/upheld-at.ts';
import { sha256Hex } from '../../shared/kernel/ids.ts';
import type { LeadMessage } from '../../shared/leads/contract/messages.ts';
import { dynamoDeliveries } from '../../shared/leads/delivery/dynamo-deliveries.ts';
import { dynamoDeliveryTargets } from '../../shared/leads/delivery/dynamo-targets.ts';
import { dynamoContacts } from '../../shared/leads/dynamo-contacts.ts';
import { dynamoLeadCounts } from '../../shared/leads/dynamo-lead-counts.ts';
import { dynamoLeads } from '../../shared/leads/dynamo-leads.ts';
import { dynamoSuppressions } from '../../shared/leads/dynamo-suppressions.ts';
import { josePings } from '../../shared/leads/jose-pings.ts';
import { cachedOpenOffers } from '../../shared/leads/open-offers.ts';
import type { SubmitPorts } from '../../shared/leads/submit-lead.ts';
import { dynamoJournal } from '../../shared/ledger/dynamo-journal.ts';
import { ledgerTable } from '../../shared/ledger/keys.ts';
import { verdictJournal } from '../../shared/ledger/post-entry.ts';
import { dynamoCustomers } from '../../shared/outcomes/dynamo-customers.ts';
import { dynamoOutcomes } from '../../shared/outcomes/dynamo-outcomes.ts';
import { dynamoPersonHistory } from '../../shared/outcomes/dynamo-person-history.ts';
import { dynamoReplacements } from '../../shared/outcomes/dynamo-replacements.ts';
import { outcomesTable } from '../../shared/outcomes/keys.ts';
import { aesCipher } from '../../shared/platform/cipher.ts';
import { httpOutbound } from '../../shared/platform/http/outbound.ts';
import { personLife } from '../../shared/platform/person-life.ts';
import { dynamoLeases } from '../../shared/tracking/dynamo-leases.ts';
import { joseLeaseTokens } from '../../shared/tracking/jose-lease-tokens.ts';
import { leasesTable } from '../../shared/tracking/keys.ts';
import { catalogWorld, LEAD_FORM, leadOfferBody, OPERATOR_KEY } from '../catalog/world.ts';
import { callApi } from '../support/api-event.ts';
import { silentLog } from '../support/log.ts';
import { meter } from '../support/meter.ts';
import { sqsEvent } from '../support/sqs-event.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';

export const ZONE = 'America/New_York';
export const PERSON_SECRET = 'person secret';
export const PERSON_DAYS = 400;

/** A lead as a publisher sends it: valid under `LEAD_FORM`. */
export const leadBody = (offerId: string, changes: object = {}) => ({
  offerId,
  fields: {
    fullName: 'Ada Lovelace',
    email: 'Ada.Lovelace+solar@gmail.com',
    phone: '+1 217 555 0142',
    role: 'owner',
    bill: 240,
    ownsHome: true,
  },
  consent: {
    certificateUrl: 'https://cert.trustedform.com/0123456789abcdef0123456789abcdef01234567',
    text: 'By pressing “Get my quote” I agree that up to three solar installers may call or text me at this number, also with automated technology. Consent is no condition of a purchase.',
    at: '2026-03-02T14:59:30Z',
    ipAddress: '192.0.2.77',
  },
  source: 'newsletter',
  ...changes,
});

/** The fields of a lead, some changed. */
export const withFields = (offerId: string, fields: object) => {
  const body = leadBody(offerId);
  return { ...body, fields: { ...body.fields, ...fields } };
};

/** The API of leads and the road behind it, on tables of its own, the queues in the test's hands. */
export async function leadsWorld() {
  const market = await catalogWorld();
  const { clock } = market;
  const tables = {
    catalog: market.table,
    outcomes: await createTable(outcomesTable),
    leases: await createTable(leasesTable),
    ledger: await createTable(ledgerTable),
  };
  const client = testDocumentClient();
  const { units, reset } = meter(client);
  const looks: { message: LeadMessage; delaySeconds: number }[] = [];
  const judging: { v: 1; outcomeId: string }[] = [];
  const outcomes = dynamoOutcomes(client, tables.outcomes);
  const catalog = dynamoCatalog(client, tables.catalog, clock);
  const life = personLife(PERSON_DAYS);
  const people = dynamoPersonHistory(client, tables.outcomes, life);
  const tokens = joseLeaseTokens(async () => ['lease secret']);
  const leases = dynamoLeases({ client, tableName: tables.leases, random: Math.random });
  const cipher = aesCipher(async () => ['data secret']);
  const pings = josePings(async () => ['lease secret']);
  const contacts = dynamoContacts(client, tables.outcomes, cipher, life);
  const leads = dynamoLeads(client, tables.outcomes, outcomes);
  const suppressions = dynamoSuppressions(client, tables.outcomes);
  const counts = dynamoLeadCounts(client, tables.outcomes, clock);
  const submit: SubmitPorts & { readonly catalog: typeof catalog } = {
    catalog,
    counts,
    zone: ZONE,
    leads,
    contacts,
    people,
    suppressions,
    tokens,
    leases,
    queue: {
      send: async (message, options) => void looks.push({ message, delaySeconds: options?.delaySeconds ?? 0 }),
    },
    judge: { send: async (message) => void judging.push(message) },
    personSecret: async () => PERSON_SECRET,
    clock,
  };
  const api = { log: silentLog, authenticate: market.deps.authenticate };
  const terms = catalogTerms(catalog);
  const customers = dynamoCustomers(client, tables.outcomes);
  const judge = judgeHandler({
    log: silentLog,
    again: { send: async () => {} },
    judge: {
      outcomes,
      history: people,
      customers,
      terms,
      journal: verdictJournal({ book: dynamoJournal(client, tables.ledger), clock, zone: ZONE }),
      clock,
      zone: ZONE,
    },
  });
  const deliveries = dynamoDeliveries(client, tables.outcomes);
  const targets = dynamoDeliveryTargets(client, tables.catalog, cipher);
  const disputes = dynamoDisputes(client, tables.outcomes);
  const replacements = dynamoReplacements(client, tables.outcomes, clock);
  const upheldAtMs = upheldAt(disputes);
  const settling = { ...correctingDeps(client, tables, clock, ZONE), disputes, replacements, worth: {} };
  const opening = { ...settling, countQualified: async () => 0 };
  const desk = returnDesk(opening);
  const pushes: CrmMessage[] = [];
  const crm = {
    connectionsOf: async () => [{ connectionId: 'crm_1' } as Connection],
    queue: { sendAll: async (messages: readonly CrmMessage[]) => void pushes.push(...messages) },
  };
  const lookAfter = lookAfterHandler({
    ...submit,
    log: silentLog,
    contacts,
    deliveries,
    targets,
    desk,
    upheldAtMs,
    send: httpOutbound({ allowLoopback: true }),
    note: () => {},
  });
  const saving = {
    ...api,
    offers: market.deps.offers,
    targets,
    newSecret: () => `whsec_${randomBytes(24).toString('base64')}`,
    checkUrl: async () => {},
  };
  const lists = { ...submit, advertisers: market.deps.advertisers, customers };
  const handlers = {
    submitLead: submitLead({ ...api, ...submit }),
    uploadLeads: uploadLeads({ ...api, ...submit }),
    pingLead: pingLead({
      ...api,
      catalog,
      pings,
      counts,
      clock,
      zone: ZONE,
      qualityOf: async () => 50,
      openOffers: cachedOpenOffers(market.deps.offers, clock),
      credit: dynamoCreditReader(client, tables.catalog, clock),
    }),
    postLead: postLead({ ...api, ...submit, pings }),
    getLead: getLead({ ...api, leads, contacts, deliveries, upheldAtMs }),
    removeSuppressions: removeSuppressions({ ...api, ...submit, suppressions }),
    setDelivery: setDelivery(saving),
    getDelivery: getDelivery(saving),
    returnLead: returnLead({ ...api, leads, catalog, deliveries, desk, upheldAtMs }),
    reportTouch: reportTouch({ ...api, leads, deliveries, clock, upheldAtMs }),
    getOutcome: getOutcome({
      ...{ ...api, outcomes, terms, replacements, zone: ZONE },
      objectionable: async () => undefined,
      correctionsOf: async () => [],
    }),
    openDispute: openDispute({ ...api, ...opening }),
    decideDispute: decideDispute({ ...api, ...settling, tellBought: bringBought(submit.queue, crm) }),
    uploadSuppressions: uploadSuppressions({ ...api, ...submit, suppressions }),
    uploadCustomers: uploadCustomers({ ...api, ...lists }),
  };
  const advertiser = await market.advertiser();
  const publisher = await market.publisher();
  const world = {
    market,
    clock,
    client,
    tables,
    units,
    resetUnits: reset,
    looks,
    pushes,
    judging,
    outcomes,
    submit,
    api,
    cipher,
    targets,
    contacts,
    leads,
    tokens,
    leases,
    people,
    advertiser,
    publisher,
    /** An offer of leads, by default one that anybody meets. */
    async offer(changes: object = {}): Promise<string> {
      const body = leadOfferBody({ criteria: { kind: 'within-caps' }, ...changes });
      return (await market.made('createOffer', { key: advertiser.key, body })).offerId;
    },
    post: (body: unknown, headers: Record<string, string> = {}, key = publisher.key) =>
      callApi(handlers.submitLead, { method: 'POST', key, body, headers }),
    deliveries,
    disputes,
    call: (
      operation: keyof typeof handlers,
      params: Record<string, string>,
      body?: unknown,
      key = advertiser.key,
      headers: Record<string, string> = {},
    ) => callApi(handlers[operation], { method: 'PUT', key, params, body, headers }),
    /** As the publisher, against a rejection. */
    object: (outcomeId: string) =>
      callApi(handlers.openDispute, {
        ...{ method: 'POST', key: publisher.key },
        body: { outcomeId, reason: 'met-the-terms', note: 'an owner who lets' },
      }),
    decide: (disputeId: string, decision: 'accept' | 'reject') =>
      callApi(handlers.decideDispute, {
        ...{ method: 'POST', key: OPERATOR_KEY, params: { disputeId }, body: { decision, note: 'heard both' } },
      }),
    reviseOffer: (params: Record<string, string>, body: unknown, key: string) =>
      callApi(reviseOffer(market.deps), { method: 'PUT', key, params, body, headers: { 'if-match': '"1"' } }),
    /** As the publisher. */
    bring: (operation: 'uploadLeads' | 'pingLead' | 'postLead', body: object, key = publisher.key) =>
      callApi(handlers[operation], { method: 'POST', key, body }),
    show: (leadId: string, key: string) => callApi(handlers.getLead, { key, params: { leadId } }),
    outcome: (outcomeId: string, key: string) => callApi(handlers.getOutcome, { key, params: { outcomeId } }),
    /** Plays the queue [outcomes] until it is empty. */
    async judgeAll(): Promise<void> {
      while (judging.length > 0) {
        const { batchItemFailures } = await judge(sqsEvent(judging.splice(0, 10)));
        if (batchItemFailures.length > 0) throw new Error('a verdict failed');
      }
    },
    /** Plays what is in the queue [leads] now. */
    async lookAll(): Promise<void> {
      const { batchItemFailures } = await lookAfter(sqsEvent(looks.splice(0).map(({ message }) => message)));
      if (batchItemFailures.length > 0) throw new Error('looking after a lead failed');
    },
    upload: (
      operation: 'uploadSuppressions' | 'removeSuppressions' | 'uploadCustomers',
      texts: readonly string[],
      key = advertiser.key,
    ) => callApi(handlers[operation], { method: 'POST', key, body: { sha256: texts.map((text) => sha256Hex(text)) } }),
  };
  return world;
}

export type LeadsWorld = Awaited<ReturnType<typeof leadsWorld>>;
export { LEAD_FORM };
