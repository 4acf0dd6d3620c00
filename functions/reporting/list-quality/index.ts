import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { dynamoQuality } from '../../../shared/reporting/quality/dynamo-quality.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();

export const handler = handlerOf({
  ...apiDeps('reporting/list-quality', client),
  quality: dynamoQuality(client, readEnv('TABLE_REPORTS').TABLE_REPORTS),
});
