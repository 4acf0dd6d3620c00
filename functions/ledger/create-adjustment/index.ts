import { documentClient } from '../../../shared/platform/dynamo.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { composeCorrecting } from '../compose-adjustments.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();

export const handler = handlerOf({ ...apiDeps('ledger/create-adjustment', client), ...composeCorrecting(client) });
