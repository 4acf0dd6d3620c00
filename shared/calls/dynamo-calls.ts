import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { advertiserKeyOf, outcomeKey } from '../outcomes/keys.ts';
import { factsItem, outcomeOf, truthItem } from '../outcomes/outcome-item.ts';
import type { OutcomeStore } from '../outcomes/ports.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { callAttributes, callItem, progressItem, progressOfItem, recordOf } from './call-item.ts';
import type { CallStore, StoredCall } from './ports.ts';

/** What a call gets when its caller has answered: a target, the ones after it, the trail, and the answers themselves. */
const DIRECTED_BYTES = 240;

/**
 * Calls inside their outcomes' items. The facts are written in the same update as the last event, so that the end of a call
 * costs one write; a revision number tells a writer that somebody else merged an event meanwhile.
 */
export function dynamoCalls(client: DynamoDBDocumentClient, tableName: string, outcomes: OutcomeStore): CallStore {
  async function find(outcomeId: string): Promise<StoredCall | undefined> {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: outcomeKey(outcomeId), ConsistentRead: true }),
    );
    if (!Item) return undefined;
    const outcome = outcomeOf(Item);
    // Leads and appointments live under outcome ids too, and are no calls.
    if (outcome.model !== 'call') return undefined;
    const { call, callRev, late } = callAttributes.parse(Item);
    const record = recordOf(call, outcome.contactMasked);
    return { outcome, record, rev: callRev, ...(late ? { late: progressOfItem(late) } : {}) };
  }

  async function update(
    seen: StoredCall,
    set: Record<string, unknown>,
    state: 'open' | 'judged',
  ): Promise<'saved' | 'lost'> {
    const values = { ...set, callRev: seen.rev + 1 };
    const names = Object.keys(values);
    try {
      await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: outcomeKey(seen.outcome.outcomeId),
          UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
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

  return {
    find,

    async open(outcome, record) {
      const coming = record.route.kind === 'asking' ? DIRECTED_BYTES : 0;
      const opened = await outcomes.open(outcome, { call: callItem(record), callRev: 1 }, undefined, coming);
      // Another container opened it first, perhaps with another route: the one that stands is the one to follow.
      const isOurs = opened.openedAtMs === outcome.openedAtMs;
      return (isOurs ? undefined : await find(outcome.outcomeId)) ?? { outcome: opened, record, rev: 1 };
    },

    save: (seen, record, facts) =>
      update(seen, { call: callItem(record), ...(facts ? { facts: factsItem(facts) } : {}) }, 'open'),

    move: (seen, record, { advertiserId, terms: { offerId, offerVersion, dealVersion } }) =>
      update(
        seen,
        {
          call: callItem(record),
          offerId,
          terms: [offerVersion, dealVersion],
          advertiserKey: advertiserKeyOf(advertiserId),
        },
        'open',
      ),

    saveLate: (seen, late, facts) =>
      update(
        seen,
        { late: progressItem(late), ...(facts && { truth: truthItem({ facts, revision: seen.rev + 1 }) }) },
        'judged',
      ),
  };
}
