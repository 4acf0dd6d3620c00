import { dynamoPayees } from '../../../shared/catalog/dynamo-payees.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { aesCipher } from '../../../shared/platform/cipher.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { secretReader } from '../../../shared/platform/secrets.ts';
import { composeApi } from '../compose.ts';
import { handlerOf } from './handler.ts';

const env = readEnv('TABLE_CATALOG', 'SECRET_DATA_KEY_ARN');
const cipher = aesCipher(secretReader(env.SECRET_DATA_KEY_ARN, systemClock));

export const handler = handlerOf({
  ...composeApi('catalog/set-payee'),
  payees: dynamoPayees(documentClient(), env.TABLE_CATALOG, cipher),
});
