import { bidderDeps } from '../bidder-deps.ts';
import { handlerOf } from './handler.ts';

export const handler = handlerOf(bidderDeps('calls/set-bidder-state'));
