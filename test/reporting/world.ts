import { QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { keepFactsHandler } from '../../functions/reporting/keep-facts/handler.ts';
import { catalogTable } from '../../shared/catalog/keys.ts';
import { dynamoFeedback } from '../../shared/outcomes/dynamo-feedback.ts';
import { dynamoClicks } from '../../shared/reporting/clicks/dynamo-clicks.ts';
import { dynamoFacts, dynamoTraits } from '../../shared/reporting/dynamo-facts.ts';
import { dynamoNames } from '../../shared/reporting/dynamo-names.ts';
import { dynamoOutcomeItems } from '../../shared/reporting/dynamo-outcome-items.ts';
import { dynamoRounds } from '../../shared/reporting/dynamo-rounds.ts';
import { dynamoVisits } from '../../shared/reporting/dynamo-visits.ts';
import { factsKey, reportsTable } from '../../shared/reporting/keys.ts';
import { moneyWorld, ZONE } from '../ledger/money-world.ts';
import { api } from '../outcomes/api-world.ts';
import { silentLog } from '../support/log.ts';
import { createTable } from '../support/tables.ts';

/** Outcomes with their money, the stream that tells of them, and what reports keep of it. */
export async function reportWorld() {
  const money = await moneyWorld({ pricing: { onSale: { chargeShareBps: 1_000, payoutShareBps: 500 } } });
  const [reportsName, catalogName] = await Promise.all([createTable(reportsTable), createTable(catalogTable)]);
  const deps = {
    ...api,
    facts: dynamoFacts(money.client, reportsName),
    visits: dynamoVisits(money.client, reportsName),
    clicks: dynamoClicks(money.client, reportsName, ZONE),
    names: dynamoNames(money.client, catalogName),
    traits: dynamoTraits(money.client, money.outcomesName),
    items: dynamoOutcomeItems(money.client, money.outcomesName),
    zone: ZONE,
    log: silentLog,
    count: () => {},
    rounds: dynamoRounds(money.client, reportsName),
    clock: money.clock,
  };
  const handler = keepFactsHandler(deps);

  /** Every item of the outcomes as they stand, as a stream would tell them, in its order. */
  async function items(): Promise<Record<string, unknown>[]> {
    const { Items = [] } = await money.client.send(new ScanCommand({ TableName: money.outcomesName }));
    return Items;
  }
  const recordOf = (item: Record<string, unknown>, index: number): DynamoDBRecord =>
    ({ eventName: 'MODIFY', dynamodb: { SequenceNumber: `s${index}`, NewImage: marshall(item) } }) as DynamoDBRecord;
  const tell = (told: readonly Record<string, unknown>[]) => handler({ Records: told.map(recordOf) });

  /** What is kept of a day, in key order. */
  async function kept(day: string) {
    const { Items = [] } = await money.client.send(
      new QueryCommand({
        TableName: reportsName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': factsKey(day) },
        ConsistentRead: true,
      }),
    );
    return Items;
  }
  return {
    ...money,
    reports: deps,
    reportsName,
    catalogName,
    items,
    tell,
    kept,
    feedback: dynamoFeedback(money.client, money.outcomesName),
  };
}

export type ReportWorld = Awaited<ReturnType<typeof reportWorld>>;
