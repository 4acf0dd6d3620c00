import type { CrmMessage } from '../../../shared/crm/contract.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { createCount } from '../../../shared/platform/count.ts';
import { COUNTERS } from '../../../shared/platform/counters.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { queueSender, sqsClient } from '../../../shared/platform/sqs.ts';
import { CRMS, connectionStore } from '../compose.ts';
import { receiveCrmChangeHandler } from './handler.ts';

const env = readEnv('PUBLIC_URL', 'QUEUE_CRM');
const count = createCount();

export const handler = receiveCrmChangeHandler({
  log: createLog('receive-crm-change'),
  connections: connectionStore(documentClient()),
  crms: CRMS,
  queue: queueSender<CrmMessage>(sqsClient(), env.QUEUE_CRM),
  clock: systemClock,
  publicUrl: env.PUBLIC_URL,
  countRefused: () => count(COUNTERS.signatureRefused),
});
