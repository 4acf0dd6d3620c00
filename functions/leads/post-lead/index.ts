import { documentClient } from '../../../shared/platform/dynamo.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { pingTokens, submitPorts } from '../compose.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();

export const handler = handlerOf({
  ...apiDeps('leads/post-lead', client),
  ...submitPorts(client),
  pings: pingTokens(),
});
