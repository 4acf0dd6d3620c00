import { documentClient } from '../../../shared/platform/dynamo.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { getPoolSizeHandler } from './handler.ts';

export const handler = getPoolSizeHandler(apiDeps('get-pool-size', documentClient()));
