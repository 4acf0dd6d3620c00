import type { TableSchema } from '../platform/table-schema.ts';

/**
 * Table `catalog`: small, read through a 30 s cache in each container. Items:
 * - `ADV#<id>` / `ADV`, `PUB#<id>` / `PUB`, `TAG#<tagKey>` / `TAG` (which publisher a tag key stands for)
 * - `OFFER#<id>` / `OFFER` (the current version, and the only one in the index), `V#<version, 6 digits>` (every version),
 *   `MARKET` (the current version again while it is active: what publishers list), `TARGET#<targetId>`,
 *   `HOUSE` (which offers compete for its calls), `DEAL#<publisherId>` (the current deal), `DEALV#<publisherId>#<version>` (every deal)
 * - `REPORT-SCHEDULES#<kind>#<owner>` / `<scheduleId>`: reports that an owner is sent, `REPORT-SCHEDULE-IDS#<kind>#<owner>` / `IDS`: which
 *   they are (reporting)
 * - `POOL#<id>` / `POOL`, `NUMBER#<e164>` / `NUMBER` (tracking)
 * - `SETTER#<setterId>` / `SETTER`: somebody who brings for a publisher
 * - `JOIN#<id>` / `JOIN`, `PUB`, `NET`: a publisher's request to join an offer, in the lists of its advertiser, its publisher and the network
 * - `KEY#<keyId>` / `KEY`, `USER#<userId>` / `PERSON`, `IDEM#<hash>` / `IDEM` (idempotency, 24 h)
 * `byOwner` lists what one owner has: ownerKey `OFFERS#<advertiserId>`, `MARKET`, `ADVERTISERS`, `PUBLISHERS`, `KEYS`, `USERS`, `REPORT-SCHEDULES`, `NUMBERS#<publisherId>`,
 * `FOLLOWING#<publisherId>` (deals that follow its quality), `JOINS`, `JOINS#ADV#<id>`, `JOINS#PUB#<id>` …
 */
export const catalogTable: TableSchema = {
  name: 'catalog',
  protect: true,
  expires: true,
  indexes: [{ name: 'byOwner', pk: 'ownerKey', sk: 'ownerSort' }],
};

export const BY_OWNER = 'byOwner';

interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Six digits: text order is version order up to a million versions. */
const padded = (version: number): string => String(version).padStart(6, '0');

export const advertiserKey = (advertiserId: string): Key => ({ pk: `ADV#${advertiserId}`, sk: 'ADV' });
export const creditKey = (advertiserId: string): Key => ({ pk: `ADV#${advertiserId}`, sk: 'CREDIT' });
export const publisherKey = (publisherId: string): Key => ({ pk: `PUB#${publisherId}`, sk: 'PUB' });
export const tagKeyKey = (tagKey: string): Key => ({ pk: `TAG#${tagKey}`, sk: 'TAG' });
export const setterKey = (setterId: string): Key => ({ pk: `SETTER#${setterId}`, sk: 'SETTER' });
export const apiKeyKey = (keyId: string): Key => ({ pk: `KEY#${keyId}`, sk: 'KEY' });
/** A request to join an offer, and its copies for the lists of its publisher and of the network. */
export const joinRequestKey = {
  own: (joinRequestId: string): Key => ({ pk: `JOIN#${joinRequestId}`, sk: 'JOIN' }),
  publisher: (joinRequestId: string): Key => ({ pk: `JOIN#${joinRequestId}`, sk: 'PUB' }),
  network: (joinRequestId: string): Key => ({ pk: `JOIN#${joinRequestId}`, sk: 'NET' }),
} as const;
export const userKey = (userId: string): Key => ({ pk: `USER#${userId}`, sk: 'USER' });

const offerPk = (offerId: string): string => `OFFER#${offerId}`;

export const offerKey = (offerId: string): Key => ({ pk: offerPk(offerId), sk: 'OFFER' });
export const marketKey = (offerId: string): Key => ({ pk: offerPk(offerId), sk: 'MARKET' });
/** What makes a market of the offer (market.ts); not its own place in what publishers list. */
export const houseKey = (offerId: string): Key => ({ pk: offerPk(offerId), sk: 'HOUSE' });
export const VERSION_PREFIX = 'V#';
export const offerVersionKey = (offerId: string, version: number): Key => ({
  pk: offerPk(offerId),
  sk: `${VERSION_PREFIX}${padded(version)}`,
});

export const TARGET_PREFIX = 'TARGET#';
export const targetKey = (offerId: string, targetId: string): Key => ({
  pk: offerPk(offerId),
  sk: `${TARGET_PREFIX}${targetId}`,
});

export const DEAL_PREFIX = 'DEAL#';
export const dealKey = (offerId: string, publisherId: string): Key => ({
  pk: offerPk(offerId),
  sk: `${DEAL_PREFIX}${publisherId}`,
});
export const dealVersionKey = (offerId: string, publisherId: string, version: number): Key => ({
  pk: offerPk(offerId),
  sk: `DEALV#${publisherId}#${padded(version)}`,
});

/** A number the network owns (shared/tracking); the catalog only asks whether there is one. */
export const ownNumberKey = (number: string): Key => ({ pk: `NUMBER#${number}`, sk: 'NUMBER' });

/** Owners in `byOwner`. */
export const owner = {
  advertisers: 'ADVERTISERS',
  publishers: 'PUBLISHERS',
  keys: 'KEYS',
  users: 'USERS',
  market: 'MARKET',
  settersOf: (publisherId: string): string => `SETTERS#${publisherId}`,
  followingOf: (publisherId: string): string => `FOLLOWING#${publisherId}`,
  joins: 'JOINS',
  joinsOfAdvertiser: (advertiserId: string): string => `JOINS#ADV#${advertiserId}`,
  joinsOfPublisher: (publisherId: string): string => `JOINS#PUB#${publisherId}`,
  offersOf: (advertiserId: string): string => `OFFERS#${advertiserId}`,
} as const;

/** Oldest first in the index; the id makes it unique. */
export const ownerSort = (createdAtMs: number, id: string): string => `${String(createdAtMs).padStart(15, '0')}#${id}`;
