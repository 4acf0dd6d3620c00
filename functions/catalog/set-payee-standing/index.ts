import { dynamoPayees } from '../../../shared/catalog/dynamo-payees.ts';
import { NO_CIPHER } from '../../../shared/platform/cipher.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { composeApi } from '../compose.ts';
import { handlerOf } from './handler.ts';

export const handler = handlerOf({
  ...composeApi('catalog/set-payee-standing'),
  payees: dynamoPayees(documentClient(), readEnv('TABLE_CATALOG').TABLE_CATALOG, NO_CIPHER),
});
