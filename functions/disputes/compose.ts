import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoDisputes } from '../../shared/disputes/dynamo-disputes.ts';
import { objectionableOf } from '../../shared/disputes/open-objection.ts';
import type { CountQualified, ObjectionPorts } from '../../shared/disputes/ports.ts';
import type { SettlePorts } from '../../shared/disputes/settle-dispute.ts';
import { daysFrom, systemClock } from '../../shared/kernel/time.ts';
import { dynamoReplacements } from '../../shared/outcomes/dynamo-replacements.ts';
import type { TellObjectionable } from '../../shared/outcomes/ports.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { dynamoFacts } from '../../shared/reporting/dynamo-facts.ts';
import type { FactReader } from '../../shared/reporting/ports.ts';
import { composeCorrecting, composeReading as composeCorrections } from '../ledger/compose-adjustments.ts';
import { judgingLookups } from '../outcomes/compose-judging.ts';
import { composeBringing } from '../platform/bring-bought.ts';

/** What a step of a dispute needs; of a publisher's, also what the price of an outcome follows from. */
export function composeSettling(client: DynamoDBDocumentClient) {
  return { ...composeCorrecting(client), ...composeReading(client), worth: judgingLookups(client) };
}

/** What deciding one needs as well: what a publisher's makes count is brought to the advertiser that bought it. */
export const composeDeciding = (client: DynamoDBDocumentClient) => ({
  ...composeSettling(client),
  tellBought: composeBringing(),
});

/** What a publisher may dispute of an outcome, for the page of that outcome. */
export function tellObjectionable(client: DynamoDBDocumentClient): TellObjectionable {
  return objectionsFrom({ ...composeCorrections(client), worth: judgingLookups(client) });
}

type ReadingPorts = Pick<ObjectionPorts, 'terms' | 'worth'> & Pick<SettlePorts, 'zone' | 'corrections'>;

export const objectionsFrom =
  (ports: ReadingPorts): TellObjectionable =>
  async (outcomeId) => {
    const found = (await ports.corrections.read([outcomeId])).get(outcomeId);
    const lack = found && (await objectionableOf(ports, found));
    return lack && { payoutMinor: lack.claim.payoutMinor, currency: lack.currency, until: lack.until };
  };

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
    const days = daysFrom(fromDay, toDay).slice(0, MAX_DAYS);
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
