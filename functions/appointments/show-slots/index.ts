import { dynamoCatalog } from '../../../shared/catalog/dynamo-catalog.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { slotPorts } from '../compose.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();

export const handler = handlerOf({
  log: createLog('appointments/show-slots'),
  publishers: dynamoCatalog(client, readEnv('TABLE_CATALOG').TABLE_CATALOG, systemClock),
  ...slotPorts(client),
});
