import { NO_CIPHER } from '../../../shared/platform/cipher.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { settlePorts } from '../compose-settling.ts';
import { settleAppointmentHandler } from './handler.ts';

const log = createLog('settle-appointment');

export const handler = settleAppointmentHandler({ log, settling: settlePorts(documentClient(), log, NO_CIPHER) });
