import { documentClient } from '../../../shared/platform/dynamo.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { submitPorts } from '../compose.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();

export const handler = handlerOf({ ...apiDeps('leads/upload-leads', client), ...submitPorts(client) });
