import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { Problem } from '../kernel/problem.ts';
import { invariant } from '../kernel/result.ts';
import type { Clock } from '../kernel/time.ts';
import { batchGet } from '../platform/batch-get.ts';
import { isTransactionMet, isTransactionRefused } from '../platform/dynamo.ts';
import { owedKey, refusalKey, replacementKey, replacesKey, waitingReplacementKey } from './keys.ts';
import { type Owing, REPLACEMENT_STATES, type Replacement, type ReplacementStore } from './replacement.ts';

const stored = z.object({
  outcomeId: z.string(),
  offerId: z.string(),
  publisherId: z.string(),
  advertiserId: z.string(),
  reason: z.string().default(''),
  askedAtMs: z.int(),
  untilDay: z.string(),
  creditId: z.string(),
  round: z.int().positive(),
  state: z.enum(REPLACEMENT_STATES),
  byOutcomeId: z.string().optional(),
});

const named = z.object({ outcomeId: z.string() });

/** As it stands in the list of its publisher. */
const listed = z.object({ outcomeId: z.string(), untilDay: z.string(), creditId: z.string() });

/** Others who qualify at the same moment want the same ones. */
const MAX_TRIES = 8;
/** Of these each picks another one at each try, so that those who meet soon part. */
const LOOKED_AT = 10;

type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * Replacements in table `outcomes`: the story beside what was refused, and while it is owed a place in its publisher's list and
 * one in the list of those that wait. They change together or not at all.
 */
export function dynamoReplacements(client: DynamoDBDocumentClient, tableName: string, clock: Clock): ReplacementStore {
  const TableName = tableName;

  /** `lost` where a condition did not hold or somebody else was writing: read again, then decide. */
  async function write(TransactItems: Write[]): Promise<'written' | 'lost'> {
    try {
      await client.send(new TransactWriteCommand({ TransactItems }));
      return 'written';
    } catch (error) {
      if (isTransactionRefused(error) || isTransactionMet(error)) return 'lost';
      throw error;
    }
  }

  const item = async (Key: Record<string, string>): Promise<Record<string, unknown> | undefined> =>
    (await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;

  async function get(outcomeId: string): Promise<Replacement | undefined> {
    const found = await item(replacementKey(outcomeId));
    return found && stored.parse(found);
  }

  async function standing(outcomeId: string): Promise<Replacement> {
    const found = await get(outcomeId);
    invariant(found, `the replacement of ${outcomeId} is listed and is not there`);
    return found;
  }

  async function firstOwed(owing: Owing): Promise<readonly z.output<typeof listed>[]> {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': owedKey({ ...owing, askedAtMs: 0, outcomeId: '' }).pk },
        ConsistentRead: true,
        Limit: LOOKED_AT,
      }),
    );
    return Items.map((each) => listed.parse(each));
  }

  /** Its places in both lists, taken or given back. */
  const owes = ({ outcomeId, untilDay, creditId, ...of }: Replacement): Write[] =>
    [owedKey({ ...of, outcomeId }), waitingReplacementKey({ untilDay, outcomeId })].map((key) => ({
      Put: { TableName, Item: { ...key, outcomeId, untilDay, creditId } },
    }));
  const leaveOwed = (of: Replacement): Write => ({
    Delete: { TableName, Key: owedKey(of), ConditionExpression: 'attribute_exists(pk)' },
  });
  const leaveWaiting = (of: Replacement): Write => ({ Delete: { TableName, Key: waitingReplacementKey(of) } });

  /** A step of its story, which must still be where it was seen. */
  const step = (of: Replacement, state: Replacement['state'], byOutcomeId?: string): Write => ({
    Update: {
      TableName,
      Key: replacementKey(of.outcomeId),
      UpdateExpression: `SET #state = :state, changedAtMs = :now${byOutcomeId === undefined ? ' REMOVE byOutcomeId' : ', byOutcomeId = :by'}`,
      ConditionExpression: `#state = :seen${of.byOutcomeId === undefined ? '' : ' AND byOutcomeId = :seenBy'}`,
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ...{ ':state': state, ':seen': of.state, ':now': clock.nowMs() },
        ...(byOutcomeId === undefined ? {} : { ':by': byOutcomeId }),
        ...(of.byOutcomeId === undefined ? {} : { ':seenBy': of.byOutcomeId }),
      },
    },
  });

  const deliver = (found: Replacement, byOutcomeId: string) => {
    const Item = { ...replacesKey(byOutcomeId), outcomeId: found.outcomeId };
    const once: Write = { Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' } };
    return write([leaveOwed(found), leaveWaiting(found), step(found, 'delivered', byOutcomeId), once]);
  };

  /** Nothing is charged any more, so nothing is owed, and nothing to give back. */
  const end = (found: Replacement) => write([leaveOwed(found), leaveWaiting(found), step(found, 'lapsed')]);

  return {
    get,

    async ask(wanted) {
      const asked = { ...wanted, state: 'owed' as const };
      const story = { ...replacementKey(asked.outcomeId), ...asked, changedAtMs: asked.askedAtMs };
      const refusal = { ...refusalKey(asked.outcomeId), way: 'replacement' };
      const once = [story, refusal].map(
        (Item): Write => ({ Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' } }),
      );
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        if ((await write([...once, ...owes(asked)])) === 'written') return true;
        if (await item(refusalKey(asked.outcomeId))) return false;
      }
      throw tooMany(asked.outcomeId);
    },

    async claim(owing, byOutcomeId, { today, isPaid }) {
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const claimed = await item(replacesKey(byOutcomeId));
        if (claimed) return named.parse(claimed).outcomeId;
        const owed = (await firstOwed(owing)).filter(({ untilDay }) => untilDay >= today);
        const wanted = owed[tries % Math.max(1, owed.length)];
        if (!wanted) return undefined;
        const found = await standing(wanted.outcomeId);
        if (!(await isPaid(wanted.creditId))) await end(found);
        else if (found.state === 'owed' && (await deliver(found, byOutcomeId)) === 'written') return wanted.outcomeId;
      }
      throw tooMany(byOutcomeId);
    },

    async release(byOutcomeId) {
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const claimed = await item(replacesKey(byOutcomeId));
        if (!claimed) return;
        const found = await standing(named.parse(claimed).outcomeId);
        const once: Write = {
          Delete: { TableName, Key: replacesKey(byOutcomeId), ConditionExpression: 'attribute_exists(pk)' },
        };
        if ((await write([once, step(found, 'owed'), ...owes(found)])) === 'written') return;
      }
      throw tooMany(byOutcomeId);
    },

    async due(beforeDay, limit) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk AND sk < :day',
          ExpressionAttributeValues: {
            ':pk': waitingReplacementKey({ untilDay: '', outcomeId: '' }).pk,
            ':day': beforeDay,
          },
          ConsistentRead: true,
          Limit: limit,
        }),
      );
      if (Items.length === 0) return [];
      const keys = Items.map((each) => replacementKey(named.parse(each).outcomeId));
      const items = await batchGet(client, { table: TableName, consistent: true }, keys);
      return items.map((each) => stored.parse(each));
    },

    async lapse(outcomeId) {
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const found = await standing(outcomeId);
        if (found.state !== 'owed') return found.state === 'lapsed';
        // It stays in the list of those that wait until its credit is booked.
        if ((await write([leaveOwed(found), step(found, 'lapsed')])) === 'written') return true;
      }
      throw tooMany(outcomeId);
    },

    async finish(replacement) {
      await client.send(new DeleteCommand({ TableName, Key: waitingReplacementKey(replacement) }));
    },
  };
}

const tooMany = (outcomeId: string): Problem =>
  new Problem('unavailable', `replacements around ${outcomeId} are changed by too many at once`);
