import type { CrmMessage } from '../../../shared/crm/contract.ts';
import { dynamoRecords } from '../../../shared/crm/dynamo-records.ts';
import { httpSend } from '../../../shared/crm/http-send.ts';
import { dynamoDisputes } from '../../../shared/disputes/dynamo-disputes.ts';
import { upheldAt } from '../../../shared/disputes/upheld-at.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { dynamoContacts } from '../../../shared/leads/dynamo-contacts.ts';
import { reportFeedback } from '../../../shared/ledger/report-feedback.ts';
import { dynamoChains } from '../../../shared/outcomes/dynamo-chains.ts';
import { dynamoFeedback } from '../../../shared/outcomes/dynamo-feedback.ts';
import { dynamoOutcomes } from '../../../shared/outcomes/dynamo-outcomes.ts';
import { aesCipher } from '../../../shared/platform/cipher.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { httpOutbound } from '../../../shared/platform/http/outbound.ts';
import { outboundPolicy } from '../../../shared/platform/http/outbound-url.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { secretReader } from '../../../shared/platform/secrets.ts';
import { queueSender, sqsClient } from '../../../shared/platform/sqs.ts';
import { composeCorrecting } from '../../ledger/compose-adjustments.ts';
import { CRMS, connectionStore } from '../compose.ts';
import { syncCrmHandler } from './handler.ts';

const env = readEnv('TABLE_OUTCOMES', 'SECRET_DATA_KEY_ARN', 'QUEUE_CRM', 'STAGE');
const client = documentClient();
const contacts = dynamoContacts(
  client,
  env.TABLE_OUTCOMES,
  aesCipher(secretReader(env.SECRET_DATA_KEY_ARN, systemClock)),
);
const feedback = {
  ...composeCorrecting(client),
  feedback: dynamoFeedback(client, env.TABLE_OUTCOMES),
  chains: dynamoChains(client, env.TABLE_OUTCOMES),
};

export const handler = syncCrmHandler({
  log: createLog('sync-crm'),
  connections: connectionStore(client),
  records: dynamoRecords(client, env.TABLE_OUTCOMES),
  outcomes: {
    get: dynamoOutcomes(client, env.TABLE_OUTCOMES).get,
    upheldAtMs: upheldAt(dynamoDisputes(client, env.TABLE_OUTCOMES)),
    contact: async (outcomeId) => (await contacts.open(outcomeId))?.values,
  },
  crms: CRMS,
  send: httpSend(httpOutbound(outboundPolicy(env.STAGE))),
  queue: queueSender<CrmMessage>(sqsClient(), env.QUEUE_CRM),
  report: (advertiserId, outcomeId, report) => reportFeedback(feedback, advertiserId, outcomeId, report),
  clock: systemClock,
  random: Math.random,
});
