import * as deals from '../../shared/catalog/contract/deals.ts';
import * as joins from '../../shared/catalog/contract/join-requests.ts';
import * as keys from '../../shared/catalog/contract/keys.ts';
import * as markets from '../../shared/catalog/contract/markets.ts';
import * as me from '../../shared/catalog/contract/me.ts';
import * as offers from '../../shared/catalog/contract/offers.ts';
import * as parties from '../../shared/catalog/contract/parties.ts';
import * as payees from '../../shared/catalog/contract/payees.ts';
import * as rates from '../../shared/catalog/contract/rates.ts';
import * as setters from '../../shared/catalog/contract/setters.ts';
import * as targets from '../../shared/catalog/contract/targets.ts';
import * as users from '../../shared/catalog/contract/users.ts';
import type { StageConfig } from '../config.ts';
import { withApiKey } from '../constructs/api-access.ts';
import type { Access, FunctionSpec, HttpRouteSpec, TableAccess } from '../constructs/function-spec.ts';

const catalog = (...actions: NonNullable<TableAccess['actions']>): Access => ({ tables: { catalog: { actions } } });
const byOwner = (...actions: NonNullable<TableAccess['actions']>): Access => ({
  tables: { catalog: { actions, indexes: ['byOwner'] } },
});

const verb = (name: string, route: HttpRouteSpec, purpose: string, access: Access): FunctionSpec => ({
  context: 'catalog',
  verb: name,
  purpose,
  routes: [route],
  access,
});

const partyVerbs: readonly FunctionSpec[] = [
  verb('create-advertiser', parties.createAdvertiser, 'Registers an advertiser', withApiKey()),
  verb('list-advertisers', parties.listAdvertisers, 'Lists advertisers', withApiKey(byOwner())),
  verb('get-advertiser', parties.getAdvertiser, 'Shows one advertiser', withApiKey()),
  verb('create-publisher', parties.createPublisher, 'Registers a publisher with its tag key', withApiKey()),
  verb('list-publishers', parties.listPublishers, 'Lists publishers', withApiKey(byOwner())),
  verb('get-publisher', parties.getPublisher, 'Shows one publisher', withApiKey()),
  verb('change-publisher', parties.changePublisher, 'Changes a publisher', withApiKey(catalog('UpdateItem'))),
  verb(
    'set-publisher-state',
    parties.setPublisherState,
    'Approves a publisher, pauses it or lets it go on',
    withApiKey(catalog('UpdateItem')),
  ),
  verb(
    'set-payee',
    payees.setPayee,
    'Sets whom to pay, the account sealed',
    withApiKey({ ...catalog('UpdateItem'), secrets: ['DATA_KEY'] }),
  ),
  verb(
    'set-payee-standing',
    payees.setPayeeStanding,
    'Says whether a payee can be paid',
    withApiKey(catalog('UpdateItem')),
  ),
];

const offerVerbs: readonly FunctionSpec[] = [
  verb('create-offer', offers.createOffer, 'Makes an offer', withApiKey(catalog('DeleteItem'))),
  verb('list-offers', offers.listOffers, 'Lists offers as the caller may see them', withApiKey(byOwner())),
  verb('get-offer', offers.getOffer, 'Shows one offer as the caller may see it', withApiKey()),
  verb('list-offer-versions', offers.listOfferVersions, 'Lists the versions of an offer', withApiKey(catalog('Query'))),
  verb(
    'revise-offer',
    offers.reviseOffer,
    'Makes the next version of an offer',
    withApiKey(catalog('Query', 'PutItem', 'UpdateItem', 'DeleteItem')),
  ),
  verb('set-market', markets.setMarket, 'Lets offers compete for the calls of another', withApiKey(catalog('PutItem'))),
  verb('get-market', markets.getMarket, 'Shows which offers compete for calls', withApiKey()),
  verb('set-deal', deals.setDeal, "Sets a publisher's terms on an offer", withApiKey(catalog('PutItem', 'UpdateItem'))),
  verb('list-deals', deals.listDeals, 'Lists the deals on an offer', withApiKey(catalog('Query'))),
];

/** A decision changes the request and the deal together; webhooks are told of either. */
const told = { tables: { webhooks: { actions: ['Query', 'PutItem'] } }, queues: ['webhook-deliveries'] } as const;

const joinVerbs: readonly FunctionSpec[] = [
  verb('ask-to-join', joins.askToJoin, 'Asks for a publisher to be let into an offer', withApiKey(told)),
  verb('list-join-requests', joins.listJoinRequests, 'Lists requests to join offers', withApiKey(byOwner())),
  verb(
    'decide-join-request',
    joins.decideJoinRequest,
    'Lets a publisher into an offer, or says why not',
    withApiKey({ ...told, tables: { ...told.tables, ...catalog('PutItem', 'UpdateItem').tables } }),
  ),
];

const targetVerbs: readonly FunctionSpec[] = [
  verb('create-target', targets.createTarget, 'Adds a target to an offer', withApiKey(catalog('Query'))),
  verb('list-targets', targets.listTargets, 'Lists the targets of an offer', withApiKey(catalog('Query'))),
  verb('replace-target', targets.replaceTarget, 'Changes a target', withApiKey(catalog('Query', 'PutItem'))),
];

const rateVerbs: readonly FunctionSpec[] = [
  verb(
    'set-exchange-rate',
    rates.setExchangeRate,
    "Sets a day's rate between two currencies, once",
    withApiKey(catalog('PutItem')),
  ),
  verb('list-exchange-rates', rates.listExchangeRates, 'Lists rates of two currencies', withApiKey(catalog('Query'))),
];

const keyVerbs: readonly FunctionSpec[] = [
  verb('get-me', me.getMe, 'Shows who the caller is and what it may do', withApiKey()),
  verb('create-key', keys.createKey, 'Issues an API key, shown once', withApiKey()),
  verb('list-keys', keys.listKeys, 'Lists API keys', withApiKey(byOwner())),
  verb('revoke-key', keys.revokeKey, 'Revokes an API key', withApiKey(catalog('UpdateItem'))),
];

const userVerbs: readonly FunctionSpec[] = [
  verb('invite-user', users.inviteUser, 'Lets a person sign in', withApiKey()),
  verb('list-users', users.listUsers, 'Lists who may sign in', withApiKey(byOwner())),
  verb(
    'set-user-state',
    users.setUserState,
    'Blocks a person or lets them in again',
    withApiKey(catalog('UpdateItem')),
  ),
];

const setterVerbs: readonly FunctionSpec[] = [
  verb('create-setter', setters.createSetter, 'Registers a setter of a publisher', withApiKey()),
  verb('list-setters', setters.listSetters, 'Lists the setters of a publisher', withApiKey(byOwner())),
  verb(
    'set-setter-state',
    setters.setSetterState,
    'Pauses a setter or lets it go on',
    withApiKey(catalog('UpdateItem')),
  ),
  verb('create-setter-key', setters.createSetterKey, 'Issues a key for a setter, shown once', withApiKey()),
];

export const catalogFunctions = (_config: StageConfig): readonly FunctionSpec[] => [
  ...partyVerbs,
  ...offerVerbs,
  ...joinVerbs,
  ...setterVerbs,
  ...targetVerbs,
  ...rateVerbs,
  ...keyVerbs,
  ...userVerbs,
];
