import { systemClock } from '../../../shared/kernel/time.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { recordingPorts } from '../compose-recordings.ts';
import { openRecordingHandler } from './handler.ts';

export const handler = openRecordingHandler({
  log: createLog('calls/open-recording'),
  ports: recordingPorts(documentClient()),
  clock: systemClock,
});
