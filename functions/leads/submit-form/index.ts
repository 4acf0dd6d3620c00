import { documentClient } from '../../../shared/platform/dynamo.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { submitPorts } from '../compose.ts';
import { submitFormHandler } from './handler.ts';

const ports = submitPorts(documentClient());

export const handler = submitFormHandler({
  ...ports,
  log: createLog('leads/submit-form'),
  publishers: ports.catalog,
});
