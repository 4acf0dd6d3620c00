import { tagDeps } from '../compose.ts';
import { assignNumberHandler } from './handler.ts';

export const handler = assignNumberHandler(tagDeps('assign-number'));
