import { S3Client } from '@aws-sdk/client-s3';
import { systemClock } from '../../../shared/kernel/time.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { dynamoLakeSources } from '../../../shared/reporting/lake/dynamo-lake-sources.ts';
import { s3Lake } from '../../../shared/reporting/lake/s3-lake.ts';
import { composeReports } from '../compose.ts';
import { exportHandler } from './handler.ts';

const client = documentClient();
const env = readEnv('TABLE_REPORTS', 'TABLE_OUTCOMES', 'BUCKET_FILES');

export const handler = exportHandler({
  ...composeReports(client),
  sources: dynamoLakeSources(client, { reports: env.TABLE_REPORTS, outcomes: env.TABLE_OUTCOMES }),
  lake: s3Lake(new S3Client({ forcePathStyle: true }), env.BUCKET_FILES),
  clock: systemClock,
  log: createLog('export-days'),
});
