import { NO_CIPHER } from '../../../shared/platform/cipher.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { connectPorts } from '../compose-calendars.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();

export const handler = handlerOf({
  ...apiDeps('appointments/list-calendars', client),
  ...connectPorts(client, NO_CIPHER),
});
