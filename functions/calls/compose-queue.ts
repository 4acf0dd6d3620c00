import type { AnswerPorts } from '../../shared/calls/answer-call.ts';
import type { CallMessage, CallSweep } from '../../shared/calls/contract.ts';
import { readEnv } from '../../shared/platform/env.ts';
import type { Log } from '../../shared/platform/log.ts';
import { queueSender, type Sender, sqsClient } from '../../shared/platform/sqs.ts';

export const noteIn =
  (log: Log): AnswerPorts['note'] =>
  (what, details) =>
    log.warn(what, details);

export const callQueue = (): Sender<CallMessage> =>
  queueSender(sqsClient(), readEnv('QUEUE_CALL_EVENTS').QUEUE_CALL_EVENTS);

export const sweepQueue = (): Sender<CallSweep> =>
  queueSender(sqsClient(), readEnv('QUEUE_CALL_SWEEPS').QUEUE_CALL_SWEEPS);
