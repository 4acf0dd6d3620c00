import { systemClock } from '../../../shared/kernel/time.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { dynamoNames } from '../../../shared/reporting/scheduled/dynamo-names.ts';
import { composePublishing } from '../../webhooks/compose-publishing.ts';
import { composeReports } from '../compose.ts';
import { composeLetters } from '../compose-letters.ts';
import { composeSchedules } from '../compose-schedules.ts';
import { webhookTeller } from '../webhook-teller.ts';
import { sendHandler } from './handler.ts';

const client = documentClient();
const env = readEnv('TABLE_CATALOG', 'PUBLIC_URL');
const publishing = composePublishing('reporting/send-reports');

export const handler = sendHandler({
  ...composeReports(client),
  ...composeSchedules(client),
  ...composeLetters(),
  names: dynamoNames(client, env.TABLE_CATALOG, systemClock),
  publicUrl: env.PUBLIC_URL,
  teller: webhookTeller(publishing),
  log: publishing.log,
});
