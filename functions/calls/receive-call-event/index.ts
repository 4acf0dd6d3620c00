import { callQueue, twilioDeps } from '../compose.ts';
import { receiveCallEventHandler } from './handler.ts';

export const handler = receiveCallEventHandler({ ...twilioDeps('receive-call-event'), queue: callQueue() });
