import type { Route } from '../platform/http/route.ts';
import * as deals from './contract/deals.ts';
import * as joins from './contract/join-requests.ts';
import * as keys from './contract/keys.ts';
import * as markets from './contract/markets.ts';
import * as me from './contract/me.ts';
import * as offers from './contract/offers.ts';
import * as parties from './contract/parties.ts';
import * as payees from './contract/payees.ts';
import * as rates from './contract/rates.ts';
import * as setters from './contract/setters.ts';
import * as targets from './contract/targets.ts';
import * as users from './contract/users.ts';

/** Every operation of the catalog. */
export const catalogRoutes: readonly Route[] = [
  parties.createAdvertiser,
  parties.listAdvertisers,
  parties.getAdvertiser,
  parties.createPublisher,
  parties.listPublishers,
  parties.getPublisher,
  parties.changePublisher,
  parties.setPublisherState,
  payees.setPayee,
  payees.setPayeeStanding,
  offers.createOffer,
  offers.listOffers,
  offers.getOffer,
  offers.listOfferVersions,
  offers.reviseOffer,
  markets.setMarket,
  markets.getMarket,
  targets.createTarget,
  targets.listTargets,
  targets.replaceTarget,
  deals.setDeal,
  deals.listDeals,
  ...joins.joinRequestRoutes,
  ...rates.rateRoutes,
  me.getMe,
  setters.createSetter,
  setters.listSetters,
  setters.setSetterState,
  setters.createSetterKey,
  keys.createKey,
  keys.listKeys,
  keys.revokeKey,
  users.inviteUser,
  users.listUsers,
  users.setUserState,
];
