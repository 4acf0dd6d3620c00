import { documentClient } from '../../../shared/platform/dynamo.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { contactStore, deliveryStore, leadStore, upheldLeads } from '../compose.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();

export const handler = handlerOf({
  ...apiDeps('leads/get-lead', client),
  leads: leadStore(client),
  contacts: contactStore(client),
  deliveries: deliveryStore(client),
  upheldAtMs: upheldLeads(client),
});
