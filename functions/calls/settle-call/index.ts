import type { JudgeRequest, LateTruthNotice } from '../../../shared/outcomes/contract.ts';
import { createCount } from '../../../shared/platform/count.ts';
import { COUNTERS } from '../../../shared/platform/counters.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { queueSender, sqsClient } from '../../../shared/platform/sqs.ts';
import { callQueue, noteIn, sweepQueue } from '../compose-queue.ts';
import { callStores, catalogPorts } from '../compose-stores.ts';
import { settleCallHandler } from './handler.ts';

const log = createLog('settle-call');
const client = documentClient();
const stores = callStores(client);
const catalog = catalogPorts(client);
const count = createCount();
const env = readEnv('QUEUE_OUTCOMES', 'QUEUE_LATE_TRUTH');

export const handler = settleCallHandler({
  log,
  opening: { ...catalog, ...stores, extend: stores.leases.extend, sweeps: sweepQueue() },
  settling: {
    ...stores,
    numbers: catalog.numbers,
    queue: callQueue(),
    judge: queueSender<JudgeRequest>(sqsClient(), env.QUEUE_OUTCOMES),
    lateTruth: queueSender<LateTruthNotice>(sqsClient(), env.QUEUE_LATE_TRUTH),
    countLate: () => count(COUNTERS.lateEvent),
    note: noteIn(log),
  },
});
