import { documentClient } from '../../../shared/platform/dynamo.ts';
import { composeCorrecting } from '../../ledger/compose-adjustments.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();

export const handler = handlerOf({ ...apiDeps('outcomes/credit-outcome', client), ...composeCorrecting(client) });
