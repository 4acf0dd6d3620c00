import { carrierDeps } from '../compose-carrier.ts';
import { callQueue } from '../compose-queue.ts';
import { receiveCallEventHandler } from './handler.ts';

export const handler = receiveCallEventHandler({ ...carrierDeps('receive-call-event'), queue: callQueue() });
