import { getOpenapi } from '../../shared/platform/http/openapi-route.ts';
import type { StageConfig } from '../config.ts';
import type { FunctionSpec } from '../constructs/function-spec.ts';

export const platformFunctions = (_config: StageConfig): readonly FunctionSpec[] => [
  {
    context: 'platform',
    verb: 'get-openapi',
    purpose: 'Shows the OpenAPI document of every operation',
    routes: [getOpenapi],
    access: {},
  },
];
