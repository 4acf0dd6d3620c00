import { documentClient } from '../../../shared/platform/dynamo.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { settlePorts } from '../compose-settling.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();
const deps = apiDeps('appointments/report-attendance', client);

export const handler = handlerOf({ ...deps, ...settlePorts(client, deps.log) });
