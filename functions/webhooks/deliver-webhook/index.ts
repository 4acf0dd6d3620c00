import { systemClock } from '../../../shared/kernel/time.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { httpOutbound } from '../../../shared/platform/http/outbound.ts';
import { outboundPolicy } from '../../../shared/platform/http/outbound-url.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { tellPaused } from '../../../shared/webhooks/tell-paused.ts';
import { composeCipher, composeQueue, composeStores, purposeOf, webhooksOf } from '../compose.ts';
import { handlerOf } from './handler.ts';

const stores = composeStores(documentClient());
const queue = composeQueue();
const cipher = composeCipher();
const publishing = { ...stores, queue, clock: systemClock, webhooksOf: webhooksOf(stores.webhooks) };

export const handler = handlerOf({
  ...stores,
  queue,
  send: httpOutbound(outboundPolicy(readEnv('STAGE').STAGE)),
  openSecret: ({ webhookId }, { sealed }) => cipher.open(sealed, purposeOf(webhookId)),
  tellPaused: (webhook, because) => tellPaused(publishing, webhook, because),
  clock: systemClock,
  random: Math.random,
  log: createLog('webhooks/deliver-webhook'),
});
