import { S3Client } from '@aws-sdk/client-s3';
import { systemClock } from '../../shared/kernel/time.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { s3Files } from '../../shared/platform/s3-files.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import { type SignedLinks, signedLinks } from '../../shared/platform/signed-links.ts';
import type { ReportFiles, WayOutLinks } from '../../shared/reporting/scheduled/ports.ts';
import { wayOutLinks } from '../../shared/reporting/scheduled/way-out-links.ts';

/** Where letters are kept, and the links that open them. */
export function composeLetters(): { readonly files: ReportFiles; readonly links: SignedLinks } {
  const env = readEnv('BUCKET_FILES', 'SECRET_LEASE_TOKEN_ARN');
  return {
    files: s3Files(new S3Client({ forcePathStyle: true }), env.BUCKET_FILES),
    links: signedLinks(secretReader(env.SECRET_LEASE_TOKEN_ARN, systemClock), 'report'),
  };
}

/** The links by which recipients leave. */
export function composeWayOut(): WayOutLinks {
  const { SECRET_LEASE_TOKEN_ARN } = readEnv('SECRET_LEASE_TOKEN_ARN');
  return wayOutLinks(signedLinks(secretReader(SECRET_LEASE_TOKEN_ARN, systemClock), 'unsubscribe'));
}
