import { tagDeps } from '../compose.ts';
import { renewLeaseHandler } from './handler.ts';

export const handler = renewLeaseHandler(tagDeps('renew-lease'));
