import { documentClient } from '../../../shared/platform/dynamo.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { composeReports } from '../compose.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();

export const handler = handlerOf({ ...apiDeps('reporting/get-report-series', client), ...composeReports(client) });
