import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Problem } from '../kernel/problem.ts';
import { invariant } from '../kernel/result.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { openBytes, trimToFit } from './fit-item.ts';
import { LIVE_ATTRIBUTES, outcomeKey } from './keys.ts';
import type { Outcome, PostingKey, Settled, Verdict } from './model.ts';
import { factsItem, openItem, outcomeOf, verdictItem } from './outcome-item.ts';
import type { OutcomeStore } from './ports.ts';

/** True when the write took place, false when its condition did not hold. */
async function unlessRefused(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (isConditionFailure(error)) return false;
    throw error;
  }
}

/** Sets several attributes at once; names are aliased, since `state` and others are reserved words. */
function setAll(attributes: Readonly<Record<string, unknown>>) {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return {
    UpdateExpression: `SET ${given.map(([name]) => `#${name} = :${name}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(given.map(([name]) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(given.map(([name, value]) => [`:${name}`, value])),
  };
}

/** Outcomes in table `outcomes`: one item each, written under conditions only. */
export function dynamoOutcomes(client: DynamoDBDocumentClient, tableName: string): OutcomeStore {
  async function get(outcomeId: string): Promise<Outcome | undefined> {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: outcomeKey(outcomeId), ConsistentRead: true }),
    );
    return Item && outcomeOf(Item);
  }

  async function standing(outcomeId: string): Promise<Outcome> {
    const outcome = await get(outcomeId);
    invariant(outcome, `outcome ${outcomeId} was there a moment ago`);
    return outcome;
  }

  return {
    get,

    async open(outcome, channel = {}, facts, comingBytes = 0) {
      const attributes = { ...channel, ...openItem(outcome), ...(facts && { facts: factsItem(facts) }) };
      const item = trimToFit(attributes, openBytes(outcome.model, facts !== undefined) - comingBytes);
      const put = new PutCommand({
        TableName: tableName,
        Item: item,
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      // The carrier asked twice: rare, so the second read costs less than the old item in every answer would.
      if (!(await unlessRefused(client.send(put)))) return standing(outcome.outcomeId);
      return outcomeOf(item);
    },

    async settle(outcomeId, facts) {
      const update = new UpdateCommand({
        TableName: tableName,
        Key: outcomeKey(outcomeId),
        UpdateExpression: 'SET facts = :facts',
        ConditionExpression: '#state = :open',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':facts': factsItem(facts), ':open': 'open' },
      });
      if (await unlessRefused(client.send(update))) return 'settled';
      return (await get(outcomeId)) ? 'judged' : 'unknown';
    },

    async giveVerdict(outcome: Settled, verdict: Verdict): Promise<Verdict> {
      const set = setAll(verdictItem(verdict));
      const update = new UpdateCommand({
        TableName: tableName,
        Key: outcomeKey(outcome.outcomeId),
        ...set,
        UpdateExpression: `${set.UpdateExpression} REMOVE ${LIVE_ATTRIBUTES.join(', ')}`,
        // The facts must still be those that were judged: a later settling would make the verdict tell of something else.
        ConditionExpression: '#state = :open AND facts = :facts',
        ExpressionAttributeValues: {
          ...set.ExpressionAttributeValues,
          ':open': 'open',
          ':facts': factsItem(outcome.facts),
        },
      });
      if (await unlessRefused(client.send(update))) return verdict;
      const winner = (await standing(outcome.outcomeId)).verdict;
      if (!winner) throw new Problem('conflict', `the facts of ${outcome.outcomeId} changed while it was judged`);
      return winner;
    },

    async movePosting(outcomeId: string, from: PostingKey, toDay: string): Promise<PostingKey> {
      const update = new UpdateCommand({
        TableName: tableName,
        Key: outcomeKey(outcomeId),
        UpdateExpression: 'SET payableDay = :to',
        ConditionExpression: 'payableDay = :from',
        ExpressionAttributeValues: { ':from': from.payableDay, ':to': toDay },
      });
      if (await unlessRefused(client.send(update))) return { ...from, payableDay: toDay };
      const moved = (await standing(outcomeId)).verdict?.booking?.posting;
      invariant(moved, `outcome ${outcomeId} has no posting to move`);
      return moved;
    },
  };
}
