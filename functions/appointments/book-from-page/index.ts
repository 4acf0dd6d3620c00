import { documentClient } from '../../../shared/platform/dynamo.ts';
import { tagDeps } from '../../tracking/compose.ts';
import { bookPorts } from '../compose.ts';
import { handlerOf } from './handler.ts';

export const handler = handlerOf({ ...tagDeps('appointments/book-from-page'), ...bookPorts(documentClient()) });
