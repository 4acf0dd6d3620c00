import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { dynamoNumberLists } from '../../../shared/tracking/dynamo-numbers.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { listNumbersHandler } from './handler.ts';

const { TABLE_CATALOG } = readEnv('TABLE_CATALOG');
const client = documentClient();

export const handler = listNumbersHandler({
  ...apiDeps('list-numbers', client),
  numbers: dynamoNumberLists(client, TABLE_CATALOG),
});
