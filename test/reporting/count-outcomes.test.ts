import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { countHandler } from '../../functions/reporting/count-outcomes/handler.ts';
import { fromIso } from '../../shared/kernel/time.ts';
import { dynamoCounters } from '../../shared/reporting/dynamo-counters.ts';
import { dayKey, reportsTable } from '../../shared/reporting/keys.ts';
import { silentLog } from '../support/log.ts';
import { meter } from '../support/meter.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';

const client = testDocumentClient();
const metered = testDocumentClient();
const units = meter(metered);
let table: string;
let handler: ReturnType<typeof countHandler>;

beforeAll(async () => {
  table = await createTable(reportsTable);
  handler = countHandler({ counters: dynamoCounters(metered, table), zone: 'America/New_York', log: silentLog });
});

interface Sample {
  readonly outcomeId: string;
  readonly offerId: string;
  readonly judgedAt?: string;
  readonly qualified?: boolean;
}

function imageOf({ outcomeId, offerId, judgedAt = '2026-03-02T15:00:00Z', qualified = true }: Sample) {
  return {
    pk: { S: `OUT#${outcomeId}` },
    sk: { S: 'OUT' },
    state: { S: qualified ? 'qualified' : 'rejected' },
    publisherKey: { S: 'PUB#pub_blog' },
    advertiserKey: { S: 'ADV#adv_acme' },
    offerId: { S: offerId },
    judgedSort: { S: String(fromIso(judgedAt)).padStart(15, '0') },
    ...(qualified ? { chargeMinor: { N: '4500' }, payoutMinor: { N: '3000' }, currency: { S: 'USD' } } : {}),
  };
}

const recordOf = (image: unknown, index: number): DynamoDBRecord =>
  ({ eventName: 'MODIFY', dynamodb: { SequenceNumber: `s${index}`, NewImage: image } }) as DynamoDBRecord;

const deliver = (...images: unknown[]) => handler({ Records: images.map(recordOf) });

/** What all parts of one offer's day add up to. */
async function countsOf(offerId: string, day = '2026-03-02') {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': dayKey(day), ':sk': `pub_blog#${offerId}#` },
      ConsistentRead: true,
    }),
  );
  const sum = (name: string): number => Items.reduce((total, item) => total + Number(item[name] ?? 0), 0);
  return {
    qualified: sum('qualified'),
    rejected: sum('rejected'),
    chargeMinor: sum('chargeMinor'),
    payoutMinor: sum('payoutMinor'),
  };
}

describe('count-outcomes', () => {
  it('counts a verdict for one write unit, and nothing for what is no verdict', async () => {
    units.reset();
    const open = { pk: { S: 'OUT#o' }, sk: { S: 'OUT' }, state: { S: 'open' } };
    const contact = { pk: { S: 'PERSON#p' }, sk: { S: '1#o' } };
    const result = await deliver(open, imageOf({ outcomeId: 'a', offerId: 'one' }), contact, undefined);
    expect(result).toEqual({ batchItemFailures: [] });
    expect(units.units.write).toBe(1);
    expect(await countsOf('one')).toEqual({ qualified: 1, rejected: 0, chargeMinor: 4_500, payoutMinor: 3_000 });
  });

  it('counts days as the network’s clock shows them', async () => {
    await deliver(
      imageOf({ outcomeId: 'late', offerId: 'zone', judgedAt: '2026-03-03T04:59:59.999Z' }),
      imageOf({ outcomeId: 'next', offerId: 'zone', judgedAt: '2026-03-03T05:00:00Z', qualified: false }),
    );
    expect(await countsOf('zone')).toMatchObject({ qualified: 1, rejected: 0 });
    expect(await countsOf('zone', '2026-03-03')).toMatchObject({ qualified: 0, rejected: 1 });
  });

  it('counts each verdict once, however batches repeat, overlap and run beside each other', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 25 }),
        fc.array(fc.tuple(fc.nat(24), fc.nat(24)), { minLength: 1, maxLength: 6 }),
        async (states, slices) => {
          run += 1;
          const offerId = `prop${run}`;
          const images = states.map((qualified, index) =>
            imageOf({ outcomeId: `${run}-${index}`, offerId, qualified }),
          );
          await Promise.all(slices.map(([from, length]) => deliver(...images.slice(from, from + length))));
          await deliver(...images, ...images.slice(0, 3));
          const qualified = states.filter(Boolean).length;
          expect(await countsOf(offerId)).toEqual({
            qualified,
            rejected: states.length - qualified,
            chargeMinor: qualified * 4_500,
            payoutMinor: qualified * 3_000,
          });
        },
      ),
      { numRuns: 20 },
    );
  });

  it('stays at one write unit a verdict or less up to 1,000 a day on one offer by one publisher', async () => {
    const images = Array.from({ length: 1_000 }, (_, index) => imageOf({ outcomeId: `m${index}`, offerId: 'many' }));
    units.reset();
    for (let start = 0; start < images.length; start += 100) await deliver(...images.slice(start, start + 100));
    await deliver(...images.slice(990).map((image) => image));
    expect(await countsOf('many')).toMatchObject({ qualified: 1_000, payoutMinor: 3_000_000 });
    expect(units.units.write).toBeLessThan(300);
  });

  it('begins again at the first record it can not read, and still counts each once', async () => {
    const good = ['x', 'y', 'z'].map((outcomeId) => imageOf({ outcomeId, offerId: 'poison' }));
    const broken = { ...imageOf({ outcomeId: 'w', offerId: 'poison' }), state: { S: 'maybe' } };
    expect(await deliver(good[0], broken, good[1])).toEqual({ batchItemFailures: [{ itemIdentifier: 's1' }] });
    expect(await countsOf('poison')).toMatchObject({ qualified: 1 });
    await deliver(...good);
    expect(await countsOf('poison')).toMatchObject({ qualified: 3 });
  });
});
