import { answerPorts, twilioDeps, voice } from '../compose.ts';
import { answerCallHandler } from './handler.ts';

const deps = twilioDeps('answer-call');

export const handler = answerCallHandler({ ...deps, ports: answerPorts(deps.log), voice: voice() });
