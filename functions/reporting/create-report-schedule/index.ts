import { documentClient } from '../../../shared/platform/dynamo.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { composeReaders, composeSchedules } from '../compose-schedules.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();

export const handler = handlerOf({
  ...apiDeps('reporting/create-report-schedule', client),
  ...composeSchedules(client),
  readers: composeReaders(client),
});
