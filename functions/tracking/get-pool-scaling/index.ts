import { documentClient } from '../../../shared/platform/dynamo.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { scalingPorts } from '../inventory-deps.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();

export const handler = handlerOf({ ...apiDeps('get-pool-scaling', client), ...scalingPorts(client) });
