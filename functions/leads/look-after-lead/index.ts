import { dynamoCatalog } from '../../../shared/catalog/dynamo-catalog.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { httpOutbound } from '../../../shared/platform/http/outbound.ts';
import { outboundPolicy } from '../../../shared/platform/http/outbound-url.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { contactStore, deliveryStore, leadQueues, leadStore, upheldLeads } from '../compose.ts';
import { composeDesk, deliveryTargets } from '../compose-delivery.ts';
import { lookAfterHandler } from './handler.ts';

const log = createLog('leads/look-after-lead');
const client = documentClient();
const env = readEnv('TABLE_CATALOG', 'STAGE');

export const handler = lookAfterHandler({
  ...leadQueues(),
  log,
  leads: leadStore(client),
  contacts: contactStore(client),
  catalog: dynamoCatalog(client, env.TABLE_CATALOG, systemClock),
  targets: deliveryTargets(client),
  deliveries: deliveryStore(client),
  upheldAtMs: upheldLeads(client),
  desk: composeDesk(client),
  send: httpOutbound(outboundPolicy(env.STAGE)),
  clock: systemClock,
  note: (what, details) => log.warn(what, details),
});
