import { handlerOf } from '../functions/leads/submit-lead/handler.ts';
import { dynamoCatalog } from '../shared/catalog/dynamo-catalog.ts';
import { dynamoOffers } from '../shared/catalog/dynamo-offers.ts';
import { leadForm } from '../shared/catalog/lead-form.ts';
import { dynamoContacts } from '../shared/leads/dynamo-contacts.ts';
import { dynamoLeads } from '../shared/leads/dynamo-leads.ts';
import { dynamoSuppressions } from '../shared/leads/dynamo-suppressions.ts';
import { dynamoPersonHistory } from '../shared/outcomes/dynamo-person-history.ts';
import { aesCipher } from '../shared/platform/cipher.ts';
import type { Principal } from '../shared/platform/http/principal.ts';
import { SCOPES } from '../shared/platform/http/principal.ts';
import { dynamoLeases } from '../shared/tracking/dynamo-leases.ts';
import { joseLeaseTokens } from '../shared/tracking/jose-lease-tokens.ts';
import { offer } from '../test/catalog/fixture.ts';
import { type RoadWorld, ZONE } from '../test/road/world.ts';
import { callApi } from '../test/support/api-event.ts';
import { silentLog } from '../test/support/log.ts';
import type { Subject } from './measure.ts';

const RUNS = 200;
const OFFER_ID = 'offer_leads';
const PUBLISHER: Principal = { keyId: 'key_1', role: 'publisher', subjectId: 'pub_1', scopes: SCOPES };

const FORM = leadForm.parse({
  vertical: 'Solar, residential',
  fields: [
    { name: 'fullName', label: 'Your name', type: 'text', required: true },
    { name: 'email', label: 'E-mail', type: 'email', required: true },
    { name: 'phone', label: 'Phone', type: 'phone', required: true },
    { name: 'role', label: 'Your role', type: 'choice', choices: ['owner', 'tenant'], required: true },
  ],
});

/** The submit-lead function as its `index.ts` composes it, on the road's tables and its counted client. */
function submitHandler({ client, tables, clock, outcomes, judging }: RoadWorld) {
  return handlerOf({
    log: silentLog,
    authenticate: async () => PUBLISHER,
    catalog: dynamoCatalog(client, tables.catalog, clock),
    leads: dynamoLeads(client, tables.outcomes, outcomes),
    contacts: dynamoContacts(
      client,
      tables.outcomes,
      aesCipher(async () => ['data-secret']),
    ),
    people: dynamoPersonHistory(client, tables.outcomes),
    suppressions: dynamoSuppressions(client, tables.outcomes),
    counts: { take: async () => true },
    tokens: joseLeaseTokens(async () => ['lease-secret']),
    leases: dynamoLeases({ client, tableName: tables.leases, random: Math.random }),
    queue: { send: async () => {} },
    judge: { send: async (message) => void judging.push(message) },
    personSecret: async () => 'person-secret',
    clock,
    zone: ZONE,
  });
}

const bodyOf = (index: number, nowMs: number) => ({
  offerId: OFFER_ID,
  fields: {
    fullName: `Person ${index}`,
    email: `person${index}@example.com`,
    phone: `+1309${String(2_000_000 + index)}`,
    role: 'owner',
  },
  consent: {
    text: 'I agree that up to three installers may call or text me at this number. Consent is no condition of a purchase.',
    at: new Date(nowMs).toISOString(),
    ipAddress: '192.0.2.7',
  },
  source: 'bench',
});

/** A lead of a person who is new, with phone, e-mail and proof of consent. */
export async function submit(road: RoadWorld): Promise<Subject> {
  const criteria = { kind: 'answer' as const, name: 'role', in: ['owner'] };
  await dynamoOffers(road.client, road.tables.catalog).create(
    offer({ offerId: OFFER_ID, model: 'lead', criteria, lead: FORM }),
  );
  const handler = submitHandler(road);
  return {
    bench: 'submit',
    of: 'POST /v1/leads: form, consent, lists, duplicates, sealed contact, outcome with its facts',
    runs: RUNS,
    run: async (index) => {
      const body = bodyOf(index, road.clock.nowMs());
      const answer = await callApi(handler, { method: 'POST', key: 'key', body });
      if (answer.status !== 201) throw new Error(`a lead was answered ${answer.status}: ${answer.text}`);
    },
    after: async () => void road.judging.splice(0),
    bill: { invocations: 1, apiRequests: 1, queueRequests: 2, memoryMb: 1_024 },
  };
}
