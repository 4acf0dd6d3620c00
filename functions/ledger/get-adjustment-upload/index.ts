import { dynamoUploads } from '../../../shared/ledger/dynamo-uploads.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();
const { TABLE_OUTCOMES } = readEnv('TABLE_OUTCOMES');

export const handler = handlerOf({
  ...apiDeps('ledger/get-adjustment-upload', client),
  uploads: dynamoUploads(client, TABLE_OUTCOMES),
});
