import { documentClient } from '../../../shared/platform/dynamo.ts';
import { carrierDeps, voice } from '../compose-carrier.ts';
import { callQueue, noteIn } from '../compose-queue.ts';
import { catalogPorts } from '../compose-stores.ts';
import { finishDialHandler } from './handler.ts';

const deps = carrierDeps('finish-dial');
const ports = { ...catalogPorts(documentClient()), queue: callQueue(), note: noteIn(deps.log) };

export const handler = finishDialHandler({ ...deps, ports, voice: voice() });
