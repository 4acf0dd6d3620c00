import { documentClient } from '../../../shared/platform/dynamo.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { handlerOf } from './handler.ts';

export const handler = handlerOf(apiDeps('reporting/list-kpis', documentClient()));
