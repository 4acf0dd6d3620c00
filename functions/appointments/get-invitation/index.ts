import { documentClient } from '../../../shared/platform/dynamo.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { bookedPorts, showPorts } from '../compose.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();

export const handler = handlerOf({
  ...apiDeps('appointments/get-invitation', client),
  ...showPorts(client),
  ...bookedPorts(),
});
