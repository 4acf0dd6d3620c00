import { beforeAll, describe, expect, it } from 'vitest';
import { dynamoAskAllowance } from '../../../shared/calls/auction/dynamo-ask-allowance.ts';
import { dynamoBids } from '../../../shared/calls/auction/dynamo-bids.ts';
import type { Bid } from '../../../shared/calls/auction/model.ts';
import { MINUTE_MS } from '../../../shared/kernel/time.ts';
import { leasesTable } from '../../../shared/tracking/keys.ts';
import { meter } from '../../support/meter.ts';
import { createTable, testDocumentClient } from '../../support/tables.ts';
import { MONDAY } from '../routing/fixture.ts';

const client = testDocumentClient();
let table: string;
beforeAll(async () => {
  table = await createTable(leasesTable);
});

const bid = (index: number, changes: Partial<Bid> = {}): Bid => ({
  bidderId: `bidder_${index}`,
  bidId: `bid_${'x'.repeat(22)}`,
  amountMinor: BigInt(1_000 + index),
  destination: { kind: 'number', number: '+12175550142' },
  expiresAtMs: MONDAY + MINUTE_MS,
  ...changes,
});

describe('bids that stand', () => {
  it('are found again as they were kept, the best five, for one write unit and half a read', async () => {
    const counted = testDocumentClient();
    const { units } = meter(counted);
    const cache = dynamoBids(counted, table);
    const full = bid(9, {
      destination: { kind: 'sip', uri: 'sip:desk@buyer.example' },
      duplicates: { days: 7, scope: 'target' },
      reference: 'x-1',
    });
    await cache.keep('auction_1', [...Array.from({ length: 8 }, (_, index) => bid(index)), full]);
    expect(units.write).toBe(1);
    expect(await cache.find('auction_1')).toEqual([full, bid(7), bid(6), bid(5), bid(4)]);
    expect(units.read).toBe(0.5);
    expect(await cache.find('never')).toEqual([]);
  });
});

describe('asks per minute', () => {
  it('are never exceeded, whoever asks at the same time', async () => {
    const containers = Array.from({ length: 4 }, () => dynamoAskAllowance(client, table));
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => containers[index % 4]?.take('raced', 50, MONDAY)),
    );
    const granted = answers.filter(Boolean).length;
    expect(granted).toBeLessThanOrEqual(50);
    expect(granted).toBeGreaterThanOrEqual(35);
  });

  it('are all to be had by one container, one at a time at the end', async () => {
    const allowance = dynamoAskAllowance(client, table);
    let granted = 0;
    for (let index = 0; index < 40; index += 1) if (await allowance.take('alone', 25, MONDAY)) granted += 1;
    expect(granted).toBe(25);
  });

  it('begin anew with the minute, and stay apart for each bidder', async () => {
    const allowance = dynamoAskAllowance(client, table);
    expect(await allowance.take('one', 1, MONDAY)).toBe(true);
    expect(await allowance.take('one', 1, MONDAY + MINUTE_MS - 1)).toBe(false);
    expect(await allowance.take('two', 1, MONDAY)).toBe(true);
    expect(await allowance.take('one', 1, MONDAY + MINUTE_MS)).toBe(true);
  });

  it('cost a twentieth of a write each where there are many', async () => {
    const counted = testDocumentClient();
    const { units } = meter(counted);
    const allowance = dynamoAskAllowance(counted, table);
    for (let index = 0; index < 100; index += 1) await allowance.take('many', 1_000, MONDAY);
    expect(units.write).toBe(5);
  });
});
