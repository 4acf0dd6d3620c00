import { carrierDeps, voice } from '../compose-carrier.ts';
import { answerPorts } from '../compose-stores.ts';
import { answerCallHandler } from './handler.ts';

const deps = carrierDeps('answer-call');

export const handler = answerCallHandler({ ...deps, ports: answerPorts(deps.log), voice: voice() });
