import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { EpochMs } from '../kernel/time.ts';
import { advertiserKeyOf, LIVE_ATTRIBUTES, liveAttributes, outcomeKey } from '../outcomes/keys.ts';
import { factsItem, outcomeOf, truthItem } from '../outcomes/outcome-item.ts';
import type { OutcomeStore } from '../outcomes/ports.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { callAttributes, callItem, progressItem, progressOfItem, recordOf } from './call-item.ts';
import type { WatchReader } from './live/ports.ts';
import type { CallStore, StoredCall } from './ports.ts';

/** What a call gets when its caller has answered: a target, the ones after it, the trail, and the answers themselves. */
const DIRECTED_BYTES = 240;

/** Where nobody looks at calls on the line. */
const NOBODY_LOOKS: WatchReader = { isWatched: async () => false };

/** A call as its item holds it; undefined for leads and appointments, which live under outcome ids too. */
export function storedCallOf(item: Record<string, unknown>): StoredCall | undefined {
  const outcome = outcomeOf(item);
  if (outcome.model !== 'call') return undefined;
  const { call, callRev, late } = callAttributes.parse(item);
  const record = recordOf(call, outcome.contactMasked);
  return { outcome, record, rev: callRev, ...(late ? { late: progressOfItem(late) } : {}) };
}

/**
 * Calls inside their outcomes' items. The facts are written in the same update as the last event, so that the end of a call
 * costs one write; a revision number tells a writer that somebody else merged an event meanwhile.
 */
export function dynamoCalls(
  client: DynamoDBDocumentClient,
  tableName: string,
  outcomes: OutcomeStore,
  watches: WatchReader = NOBODY_LOOKS,
): CallStore {
  async function find(outcomeId: string): Promise<StoredCall | undefined> {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: outcomeKey(outcomeId), ConsistentRead: true }),
    );
    return Item && storedCallOf(Item);
  }

  async function update(
    seen: StoredCall,
    set: Record<string, unknown>,
    state: 'open' | 'judged',
    without: readonly string[] = [],
  ): Promise<'saved' | 'lost'> {
    const values = { ...set, callRev: seen.rev + 1 };
    const names = Object.keys(values);
    const removal = without.length > 0 ? ` REMOVE ${without.join(', ')}` : '';
    try {
      await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: outcomeKey(seen.outcome.outcomeId),
          UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}${removal}`,
          ConditionExpression: `callRev = :seen AND #state ${state === 'open' ? '=' : '<>'} :open`,
          ExpressionAttributeNames: {
            '#state': 'state',
            ...Object.fromEntries(names.map((name) => [`#${name}`, name])),
          },
          ExpressionAttributeValues: {
            ':seen': seen.rev,
            ':open': 'open',
            ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value])),
          },
        }),
      );
      return 'saved';
    } catch (error) {
      if (isConditionFailure(error)) return 'lost';
      throw error;
    }
  }

  const listedUnder = async (advertiserId: string, openedAtMs: EpochMs) =>
    (await watches.isWatched(advertiserId)) ? liveAttributes(advertiserId, openedAtMs) : undefined;

  return {
    find,

    async open(outcome, record) {
      const coming = record.route.kind === 'asking' ? DIRECTED_BYTES : 0;
      const live = await listedUnder(outcome.advertiserId, outcome.openedAtMs);
      const opened = await outcomes.open(outcome, { call: callItem(record), callRev: 1, ...live }, undefined, coming);
      // Another container opened it first, perhaps with another route: the one that stands is the one to follow.
      const isOurs = opened.openedAtMs === outcome.openedAtMs;
      return (isOurs ? undefined : await find(outcome.outcomeId)) ?? { outcome: opened, record, rev: 1 };
    },

    save: (seen, record, facts) =>
      update(seen, { call: callItem(record), ...(facts ? { facts: factsItem(facts) } : {}) }, 'open'),

    async move(seen, record, { advertiserId, terms: { offerId, offerVersion, dealVersion } }) {
      const live = await listedUnder(advertiserId, seen.outcome.openedAtMs);
      const under = {
        offerId,
        terms: [offerVersion, dealVersion],
        advertiserKey: advertiserKeyOf(advertiserId),
        ...live,
      };
      return update(seen, { call: callItem(record), ...under }, 'open', live ? [] : LIVE_ATTRIBUTES);
    },

    saveLate: (seen, late, facts) =>
      update(
        seen,
        { late: progressItem(late), ...(facts && { truth: truthItem({ facts, revision: seen.rev + 1 }) }) },
        'judged',
      ),
  };
}
