import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { handlerOf as changePublisher } from '../../functions/catalog/change-publisher/handler.ts';
import { catalogDeps } from '../../functions/catalog/compose.ts';
import { handlerOf as createAdvertiser } from '../../functions/catalog/create-advertiser/handler.ts';
import { handlerOf as createKey } from '../../functions/catalog/create-key/handler.ts';
import { handlerOf as createOffer } from '../../functions/catalog/create-offer/handler.ts';
import { handlerOf as createPublisher } from '../../functions/catalog/create-publisher/handler.ts';
import { handlerOf as createSetter } from '../../functions/catalog/create-setter/handler.ts';
import { handlerOf as createSetterKey } from '../../functions/catalog/create-setter-key/handler.ts';
import { handlerOf as createTarget } from '../../functions/catalog/create-target/handler.ts';
import { handlerOf as getAdvertiser } from '../../functions/catalog/get-advertiser/handler.ts';
import { handlerOf as getMe } from '../../functions/catalog/get-me/handler.ts';
import { handlerOf as getOffer } from '../../functions/catalog/get-offer/handler.ts';
import { handlerOf as getPublisher } from '../../functions/catalog/get-publisher/handler.ts';
import { handlerOf as inviteUser } from '../../functions/catalog/invite-user/handler.ts';
import { handlerOf as listAdvertisers } from '../../functions/catalog/list-advertisers/handler.ts';
import { handlerOf as listDeals } from '../../functions/catalog/list-deals/handler.ts';
import { handlerOf as listKeys } from '../../functions/catalog/list-keys/handler.ts';
import { handlerOf as listOfferVersions } from '../../functions/catalog/list-offer-versions/handler.ts';
import { handlerOf as listOffers } from '../../functions/catalog/list-offers/handler.ts';
import { handlerOf as listPublishers } from '../../functions/catalog/list-publishers/handler.ts';
import { handlerOf as listSetters } from '../../functions/catalog/list-setters/handler.ts';
import { handlerOf as listTargets } from '../../functions/catalog/list-targets/handler.ts';
import { handlerOf as listUsers } from '../../functions/catalog/list-users/handler.ts';
import { handlerOf as replaceTarget } from '../../functions/catalog/replace-target/handler.ts';
import { handlerOf as reviseOffer } from '../../functions/catalog/revise-offer/handler.ts';
import { handlerOf as revokeKey } from '../../functions/catalog/revoke-key/handler.ts';
import { handlerOf as setDeal } from '../../functions/catalog/set-deal/handler.ts';
import { handlerOf as setPayee } from '../../functions/catalog/set-payee/handler.ts';
import { handlerOf as setPayeeStanding } from '../../functions/catalog/set-payee-standing/handler.ts';
import { handlerOf as setPublisherState } from '../../functions/catalog/set-publisher-state/handler.ts';
import { handlerOf as setSetterState } from '../../functions/catalog/set-setter-state/handler.ts';
import { handlerOf as setUserState } from '../../functions/catalog/set-user-state/handler.ts';
import { authenticateKey } from '../../shared/catalog/authenticate-key.ts';
import { authenticateUser } from '../../shared/catalog/authenticate-user.ts';
import { dynamoPayees } from '../../shared/catalog/dynamo-payees.ts';
import { httpSignIn } from '../../shared/catalog/http-sign-in.ts';
import { catalogTable, ownNumberKey } from '../../shared/catalog/keys.ts';
import { aesCipher } from '../../shared/platform/cipher.ts';
import { dynamoIdempotency } from '../../shared/platform/http/dynamo-idempotency.ts';
import { idempotency } from '../../shared/platform/http/idempotency.ts';
import { type ApiRequest, callApi } from '../support/api-event.ts';
import { TestClock } from '../support/clock.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';

export const OPERATOR_KEY = 'o'.repeat(64);

const handlers = {
  changePublisher,
  createAdvertiser,
  createKey,
  createOffer,
  createPublisher,
  createSetter,
  createSetterKey,
  createTarget,
  getAdvertiser,
  getMe,
  getOffer,
  getPublisher,
  listAdvertisers,
  listDeals,
  inviteUser,
  listKeys,
  listUsers,
  listOfferVersions,
  listOffers,
  listPublishers,
  listSetters,
  listTargets,
  replaceTarget,
  reviseOffer,
  revokeKey,
  setDeal,
  setPayee,
  setPayeeStanding,
  setSetterState,
  setPublisherState,
  setUserState,
};

export type Operation = keyof typeof handlers;

/** The catalog's API on a table of its own, with everything as deployed but the clock and the secrets. */
export async function catalogWorld(signIn = { issuer: 'https://users.example', clientId: 'console' }) {
  const client = testDocumentClient();
  const table = await createTable(catalogTable);
  const clock = new TestClock();
  const stores = catalogDeps(client, table, clock);
  const logged: unknown[] = [];
  const note = (...parts: unknown[]) => void logged.push(parts);
  const deps = {
    ...stores,
    log: { debug: note, info: note, warn: note, error: note },
    authenticate: authenticateUser(
      { users: stores.users, provenEmail: httpSignIn({ ...signIn, clock }), clock },
      authenticateKey({ keys: stores.keys, operatorKey: async () => OPERATOR_KEY, clock }),
    ),
    idempotency: idempotency(dynamoIdempotency(client, table, clock)),
    payees: dynamoPayees(
      client,
      table,
      aesCipher(async () => ['data secret']),
    ),
  };
  const call = (operation: Operation, request: ApiRequest) => {
    const handlerOf = handlers[operation];
    const method = operation.startsWith('create') ? 'POST' : 'GET';
    return callApi(handlerOf(deps), { method, key: OPERATOR_KEY, ...request });
  };
  const made = async (operation: Operation, request: ApiRequest) => {
    const answer = await call(operation, request);
    if (answer.status >= 300) throw new Error(`${operation}: ${answer.text}`);
    return answer.json;
  };
  const advertiser = async (name = 'Acme Roofing') => {
    const { advertiserId } = await made('createAdvertiser', { body: { name } });
    const { key } = await made('createKey', { body: { role: 'advertiser', subjectId: advertiserId, label: 'api' } });
    return { advertiserId: String(advertiserId), key: String(key) };
  };
  const publisher = async (name = 'Roofs today') => {
    const body = { name, origins: ['https://roofs.example'], currency: 'USD', payoutThresholdMinor: 5_000 };
    const { publisherId } = await made('createPublisher', { body });
    const { key } = await made('createKey', { body: { role: 'publisher', subjectId: publisherId, label: 'api' } });
    return { publisherId: String(publisherId), key: String(key) };
  };
  const ownNumber = (number: string) =>
    client.send(new PutCommand({ TableName: table, Item: { ...ownNumberKey(number), number } }));
  return { call, made, advertiser, publisher, ownNumber, clock, deps, logged, client, table };
}

export type CatalogWorld = Awaited<ReturnType<typeof catalogWorld>>;

export const offerBody = (changes: object = {}) => ({
  model: 'call',
  name: 'Roof repair',
  currency: 'USD',
  criteria: { kind: 'all', of: [{ kind: 'talk-time', minSeconds: 90 }] },
  chargeMinor: 4_000,
  payoutMinor: 3_000,
  holdDays: 7,
  ...changes,
});

export const LEAD_FORM = {
  vertical: 'Solar, residential',
  fields: [
    { name: 'fullName', label: 'Your name', type: 'text', required: true },
    { name: 'email', label: 'E-mail', type: 'email' },
    { name: 'phone', label: 'Phone', type: 'phone', required: true },
    { name: 'state', label: 'State', type: 'region' },
    { name: 'role', label: 'Your role', type: 'choice', choices: ['owner', 'tenant'], required: true },
    { name: 'bill', label: 'Monthly bill', type: 'number', min: 0, max: 100_000 },
    { name: 'ownsHome', label: 'Do you own your home?', type: 'boolean' },
  ],
};

export const leadOfferBody = (changes: object = {}) =>
  offerBody({ model: 'lead', criteria: { kind: 'answer', name: 'role', in: ['owner'] }, lead: LEAD_FORM, ...changes });

/** The body of a change: what never changes left out. */
export const revisionBody = (changes: object = {}) => {
  const { model: _model, currency: _currency, ...terms } = offerBody();
  return { ...terms, ...changes };
};

export const targetBody = (changes: object = {}) => ({
  name: 'Desk',
  destination: { kind: 'number', number: '+1 217 555 0142' },
  ...changes,
});
