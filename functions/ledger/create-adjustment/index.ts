import { documentClient } from '../../../shared/platform/dynamo.ts';
import { createDeps } from '../../platform/api-deps.ts';
import { composeCorrecting } from '../compose-adjustments.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();

export const handler = handlerOf({ ...createDeps('ledger/create-adjustment', client), ...composeCorrecting(client) });
