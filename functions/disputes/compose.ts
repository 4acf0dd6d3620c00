import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoDisputes } from '../../shared/disputes/dynamo-disputes.ts';
import type { CountQualified } from '../../shared/disputes/ports.ts';
import { addDays, systemClock } from '../../shared/kernel/time.ts';
import { dynamoReplacements } from '../../shared/outcomes/dynamo-replacements.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { dynamoFacts } from '../../shared/reporting/dynamo-facts.ts';
import type { FactReader } from '../../shared/reporting/ports.ts';
import { composeCorrecting, composeReading as composeCorrections } from '../ledger/compose-adjustments.ts';

/** What a step of a dispute needs. */
export function composeSettling(client: DynamoDBDocumentClient) {
  return { ...composeCorrecting(client), ...composeReading(client) };
}

/** For lists and views. */
export function composeReading(client: DynamoDBDocumentClient) {
  const { TABLE_OUTCOMES } = readEnv('TABLE_OUTCOMES');
  return {
    disputes: dynamoDisputes(client, TABLE_OUTCOMES),
    replacements: dynamoReplacements(client, TABLE_OUTCOMES, systemClock),
  };
}

/** What refusing an outcome for another one needs. */
export const composeAsking = (client: DynamoDBDocumentClient) => ({
  ...composeCorrections(client),
  ...composeReading(client),
});

/** A calendar month has so many days at most. */
const MAX_DAYS = 31;

/** Counts an offer's qualified outcomes of some days out of the reports. */
export const countFrom =
  (facts: FactReader): CountQualified =>
  async (advertiserId, offerId, fromDay, toDay) => {
    const days: string[] = [];
    for (let day = fromDay; day <= toDay && days.length < MAX_DAYS; day = addDays(day, 1)) days.push(day);
    const counts = await Promise.all(
      days.map(async (day) => {
        let qualified = 0;
        for await (const page of facts.ofDay(day, { advertiserId, offerId })) {
          qualified += page.filter((fact) => fact.kind === 'verdict' && fact.state === 'qualified').length;
        }
        return qualified;
      }),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  };

export function composeOpening(client: DynamoDBDocumentClient) {
  const { TABLE_REPORTS } = readEnv('TABLE_REPORTS');
  return { ...composeSettling(client), countQualified: countFrom(dynamoFacts(client, TABLE_REPORTS)) };
}
