import { NO_CIPHER } from '../../../shared/platform/cipher.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { erasePorts } from '../compose.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();

/** Without the key to anything: it takes away what it can't read. */
export const handler = handlerOf({ ...apiDeps('people/erase-person', client), ...erasePorts(client, NO_CIPHER) });
