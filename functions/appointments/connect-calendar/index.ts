import { documentClient } from '../../../shared/platform/dynamo.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { attendeeCipher } from '../compose.ts';
import { connectPorts } from '../compose-calendars.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();

export const handler = handlerOf({
  ...apiDeps('appointments/connect-calendar', client),
  ...connectPorts(client, attendeeCipher()),
});
