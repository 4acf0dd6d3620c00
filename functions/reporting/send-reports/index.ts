import { SESv2Client } from '@aws-sdk/client-sesv2';
import { createCount } from '../../../shared/platform/count.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { sesLetters } from '../../../shared/reporting/scheduled/ses-letters.ts';
import { composePublishing } from '../../webhooks/compose-publishing.ts';
import { composeRows } from '../compose.ts';
import { composeLetters, composeWayOut } from '../compose-letters.ts';
import { composeReaders, composeSchedules } from '../compose-schedules.ts';
import { webhookTeller } from '../webhook-teller.ts';
import { sendHandler } from './handler.ts';

const client = documentClient();
const env = readEnv('PUBLIC_URL', 'MAIL_SENDER');
const publishing = composePublishing('reporting/send-reports');

export const handler = sendHandler({
  ...composeRows(client),
  ...composeSchedules(client),
  ...composeLetters(),
  readers: composeReaders(client),
  wayOut: composeWayOut(),
  count: createCount(),
  publicUrl: env.PUBLIC_URL,
  teller: webhookTeller(publishing),
  mail: env.MAIL_SENDER ? sesLetters(new SESv2Client(), env.MAIL_SENDER) : undefined,
  log: publishing.log,
});
