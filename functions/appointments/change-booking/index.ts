import { documentClient } from '../../../shared/platform/dynamo.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { bookedPorts } from '../compose.ts';
import { settlePorts } from '../compose-settling.ts';
import { handlerOf } from './handler.ts';

const log = createLog('appointments/change-booking');

export const handler = handlerOf({ log, ...settlePorts(documentClient(), log), ...bookedPorts() });
