import { randomBytes } from 'node:crypto';
import { dynamoBidders } from '../../shared/calls/auction/dynamo-bidders.ts';
import type { SaveBidderPorts } from '../../shared/calls/auction/save-bidder.ts';
import { dynamoOffers } from '../../shared/catalog/dynamo-offers.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import { aesCipher } from '../../shared/platform/cipher.ts';
import { documentClient } from '../../shared/platform/dynamo.ts';
import { readEnv } from '../../shared/platform/env.ts';
import type { ApiDeps } from '../../shared/platform/http/api.ts';
import { outboundPolicy, urlCheck } from '../../shared/platform/http/outbound-url.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import { apiDeps } from '../platform/api-deps.ts';

/** What the operations on bidders need. */
export function bidderDeps(service: string): ApiDeps & SaveBidderPorts {
  const client = documentClient();
  const env = readEnv('TABLE_CATALOG', 'SECRET_DATA_KEY_ARN', 'STAGE');
  const cipher = aesCipher(secretReader(env.SECRET_DATA_KEY_ARN, systemClock));
  return {
    ...apiDeps(service, client),
    offers: dynamoOffers(client, env.TABLE_CATALOG),
    bidders: dynamoBidders(client, env.TABLE_CATALOG, cipher),
    // 192 bits, the form that Standard Webhooks libraries take.
    newSecret: () => `whsec_${randomBytes(24).toString('base64')}`,
    checkUrl: urlCheck(outboundPolicy(env.STAGE)),
  };
}
