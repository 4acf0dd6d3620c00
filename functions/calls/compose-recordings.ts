import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { joseRecordingLinks } from '../../shared/calls/jose-recording-links.ts';
import type { RecordingPorts } from '../../shared/calls/recording-link.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import { callReader } from './compose-stores.ts';

export function recordingPorts(client: DynamoDBDocumentClient): RecordingPorts {
  const env = readEnv('PUBLIC_URL', 'RECORDING_DAYS', 'SECRET_LEASE_TOKEN_ARN');
  return {
    calls: callReader(client),
    links: joseRecordingLinks(secretReader(env.SECRET_LEASE_TOKEN_ARN, systemClock)),
    retentionDays: env.RECORDING_DAYS,
    publicUrl: env.PUBLIC_URL,
  };
}
