import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { dynamoDisputes } from '../../shared/disputes/dynamo-disputes.ts';
import type { Dispute } from '../../shared/disputes/model.ts';

/** The engine runs one transaction after another, so two that meet are not to be had from it. */
const cancelled = (Code: string) =>
  new TransactionCanceledException({
    $metadata: {},
    message: 'cancelled',
    CancellationReasons: [{ Code: 'None' }, { Code }],
  });

const dispute: Dispute = {
  disputeId: 'dispute_1',
  outcomeId: 'out_1',
  offerId: 'offer_1',
  publisherId: 'pub_1',
  advertiserId: 'adv_1',
  reason: 'other',
  state: 'open',
  currency: 'USD',
  claim: { chargeMinor: 1n, payoutMinor: 1n },
  steps: [{ state: 'open', atMs: 1, by: 'advertiser', note: 'x' }],
} as unknown as Dispute;

describe('a dispute that meets another write', () => {
  it('is tried again, and not taken for one that is there already', async () => {
    const client = mockClient(DynamoDBDocumentClient);
    client.on(TransactWriteCommand).rejectsOnce(cancelled('TransactionConflict')).resolves({});
    const disputes = dynamoDisputes(client as unknown as DynamoDBDocumentClient, 'outcomes');
    expect(await disputes.create(dispute)).toBe(true);
    expect(client.commandCalls(TransactWriteCommand)).toHaveLength(2);
  });

  it('says so where it always meets one, and is there already where its condition says so', async () => {
    const client = mockClient(DynamoDBDocumentClient);
    const disputes = dynamoDisputes(client as unknown as DynamoDBDocumentClient, 'outcomes');
    client.on(TransactWriteCommand).rejects(cancelled('TransactionConflict'));
    await expect(disputes.create(dispute)).rejects.toMatchObject({ kind: 'unavailable' });
    client.on(TransactWriteCommand).rejects(cancelled('ConditionalCheckFailed'));
    expect(await disputes.create(dispute)).toBe(false);
  });
});
