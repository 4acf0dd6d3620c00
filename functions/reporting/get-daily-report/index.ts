import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { dynamoDailyCounts } from '../../../shared/reporting/dynamo-daily-counts.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();
const env = readEnv('TABLE_REPORTS');

export const handler = handlerOf({
  ...apiDeps('reporting/get-daily-report', client),
  counts: dynamoDailyCounts(client, env.TABLE_REPORTS),
});
