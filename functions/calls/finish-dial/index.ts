import { documentClient } from '../../../shared/platform/dynamo.ts';
import { callQueue, catalogPorts, noteIn, twilioDeps, voice } from '../compose.ts';
import { finishDialHandler } from './handler.ts';

const deps = twilioDeps('finish-dial');
const ports = { ...catalogPorts(documentClient()), queue: callQueue(), note: noteIn(deps.log) };

export const handler = finishDialHandler({ ...deps, ports, voice: voice() });
