import { documentClient } from '../../../shared/platform/dynamo.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { afterDelivery } from '../compose-delivery.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();

export const handler = handlerOf({ ...apiDeps('leads/report-touch', client), ...afterDelivery(client) });
