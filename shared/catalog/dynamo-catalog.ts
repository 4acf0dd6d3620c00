import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { invariant } from '../kernel/result.ts';
import { type Clock, HOUR_MS } from '../kernel/time.ts';
import { cached } from '../platform/cache.ts';
import { parseDeal, parseOffer, parsePublisher } from './dynamo-items.ts';
import { parseSetter } from './dynamo-setters.ts';
import { queryTargets } from './dynamo-targets.ts';
import { dealKey, dealVersionKey, offerKey, offerVersionKey, publisherKey, setterKey, tagKeyKey } from './keys.ts';
import type { CatalogReader } from './ports.ts';

/** Versions never change; the limit only lets old ones go from memory. */
const VERSION_CACHE_MS = HOUR_MS;

/** Ids never hold a `#`, so parts joined by it stay apart. */
const joined = (...parts: readonly (string | number)[]): string => parts.join('#');

function split(key: string): [string, string, number] {
  const [first = '', second = '', third = ''] = key.split('#');
  return [first, second, Number(third)];
}

type Item = Record<string, unknown>;

/** Eventually consistent reads, since a cached answer is older anyway; half the price. */
export function dynamoCatalog(client: DynamoDBDocumentClient, table: string, clock: Clock): CatalogReader {
  const read = async <T>(key: { pk: string; sk: string }, parse: (item: Item) => T): Promise<T | undefined> => {
    const answer = await client.send(new GetCommand({ TableName: table, Key: key }));
    return answer.Item ? parse(answer.Item) : undefined;
  };
  /** A version is named only after it was written, but an eventually consistent read may not know it yet. */
  const readWritten = async <T>(key: { pk: string; sk: string }, parse: (item: Item) => T): Promise<T> => {
    const known = await read(key, parse);
    if (known !== undefined) return known;
    const answer = await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
    invariant(answer.Item, `${key.pk} ${key.sk} was never written`);
    return parse(answer.Item);
  };
  const publisher = cached((publisherId) => read(publisherKey(publisherId), parsePublisher), clock);
  const setter = cached((setterId) => read(setterKey(setterId), parseSetter), clock);
  const publisherIdOfTag = cached((tagKey) => read(tagKeyKey(tagKey), (item) => String(item.publisherId)), clock);
  const currentOffer = cached((offerId) => read(offerKey(offerId), parseOffer), clock);
  const targetsOf = cached((offerId) => queryTargets(client, table, offerId, false), clock);
  const deal = cached((key) => {
    const [offerId, publisherId] = split(key);
    return read(dealKey(offerId, publisherId), parseDeal);
  }, clock);
  const offerVersion = cached(
    (key) => {
      const [offerId, version] = split(key);
      return readWritten(offerVersionKey(offerId, Number(version)), parseOffer);
    },
    clock,
    VERSION_CACHE_MS,
  );
  const dealVersion = cached(
    (key) => {
      const [offerId, publisherId, version] = split(key);
      return readWritten(dealVersionKey(offerId, publisherId, version), parseDeal);
    },
    clock,
    VERSION_CACHE_MS,
  );
  return {
    publisher,
    setter,
    currentOffer,
    targetsOf,
    deal: (offerId, publisherId) => deal(joined(offerId, publisherId)),
    offerVersion: (offerId, version) => offerVersion(joined(offerId, version)),
    dealVersion: (offerId, publisherId, version) => dealVersion(joined(offerId, publisherId, version)),
    async publisherByTagKey(tagKey) {
      const publisherId = await publisherIdOfTag(tagKey);
      return publisherId === undefined ? undefined : publisher(publisherId);
    },
  };
}
