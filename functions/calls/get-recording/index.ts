import { systemClock } from '../../../shared/kernel/time.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { recordingPorts } from '../compose-recordings.ts';
import { getRecordingHandler } from './handler.ts';

const client = documentClient();

export const handler = getRecordingHandler({
  ...apiDeps('calls/get-recording', client),
  ports: recordingPorts(client),
  clock: systemClock,
});
