import { S3Client } from '@aws-sdk/client-s3';
import { readEnv } from '../../../shared/platform/env.ts';
import { s3Files } from '../../../shared/platform/s3-files.ts';
import { composeApi } from '../compose.ts';
import { getPayoutFileHandler } from './handler.ts';

export const handler = getPayoutFileHandler({
  ...composeApi('get-payout-file'),
  files: s3Files(new S3Client({ forcePathStyle: true }), readEnv('BUCKET_FILES').BUCKET_FILES),
});
