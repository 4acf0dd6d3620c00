import type { LateTruthNotice } from '../../../shared/outcomes/contract.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { queueSender, sqsClient } from '../../../shared/platform/sqs.ts';
import { judgingLookups } from '../../outcomes/compose-judging.ts';
import { composeCorrecting } from '../compose-adjustments.ts';
import { correctLateTruthHandler } from './handler.ts';

const client = documentClient();

export const handler = correctLateTruthHandler({
  log: createLog('correct-late-truth'),
  again: queueSender<LateTruthNotice>(sqsClient(), readEnv('QUEUE_LATE_TRUTH').QUEUE_LATE_TRUTH),
  correcting: { ...judgingLookups(client), ...composeCorrecting(client) },
});
