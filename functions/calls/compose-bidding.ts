import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoAskAllowance } from '../../shared/calls/auction/dynamo-ask-allowance.ts';
import { dynamoBidderReader } from '../../shared/calls/auction/dynamo-bidders.ts';
import { dynamoBids } from '../../shared/calls/auction/dynamo-bids.ts';
import { httpBidders } from '../../shared/calls/auction/http-bidders.ts';
import type { BiddingDesk } from '../../shared/calls/auction/run-auction.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import { aesCipher } from '../../shared/platform/cipher.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { httpOutbound } from '../../shared/platform/http/outbound.ts';
import { outboundPolicy } from '../../shared/platform/http/outbound-url.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import { systemStopwatch } from '../../shared/platform/stopwatch.ts';

/** What an auction needs; nothing of it is touched by a call that nobody bids for. */
export function biddingDesk(client: DynamoDBDocumentClient): BiddingDesk {
  const env = readEnv('TABLE_CATALOG', 'TABLE_LEASES', 'SECRET_DATA_KEY_ARN', 'STAGE');
  const cipher = aesCipher(secretReader(env.SECRET_DATA_KEY_ARN, systemClock));
  const { biddersOf, secretOf } = dynamoBidderReader(client, env.TABLE_CATALOG, cipher, systemClock);
  return {
    biddersOf,
    line: httpBidders({ clock: systemClock, secretOf, send: httpOutbound(outboundPolicy(env.STAGE)) }),
    allowance: dynamoAskAllowance(client, env.TABLE_LEASES),
    cache: dynamoBids(client, env.TABLE_LEASES),
    stopwatch: systemStopwatch,
    clock: systemClock,
  };
}
