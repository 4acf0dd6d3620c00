import { documentClient } from '../../../shared/platform/dynamo.ts';
import { createDeps } from '../../platform/api-deps.ts';
import { buyPorts } from '../inventory-deps.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();

export const handler = handlerOf({ ...createDeps('buy-number', client), ...buyPorts(client) });
