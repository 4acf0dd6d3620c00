import { getOpenapi } from '../../shared/platform/http/openapi-route.ts';
import { getSignIn } from '../../shared/platform/http/sign-in-route.ts';
import { listQueues, redriveQueue } from '../../shared/platform/queue/contract.ts';
import type { StageConfig } from '../config.ts';
import { withApiKey } from '../constructs/api-access.ts';
import type { FunctionSpec } from '../constructs/function-spec.ts';

export const platformFunctions = (_config: StageConfig): readonly FunctionSpec[] => [
  {
    context: 'platform',
    verb: 'get-openapi',
    purpose: 'Shows the OpenAPI document of every operation',
    routes: [getOpenapi],
    access: {},
  },
  {
    context: 'platform',
    verb: 'list-queues',
    purpose: 'Shows how the queues and their dead letters stand',
    routes: [listQueues],
    access: withApiKey({ deadLetters: 'count' }),
  },
  {
    context: 'platform',
    verb: 'redrive-queue',
    purpose: 'Sends the dead letters of a queue through it again',
    routes: [redriveQueue],
    // Five hundred messages in tens; API Gateway gives up after 30 s.
    timeoutSeconds: 29,
    access: withApiKey({ deadLetters: 'redrive' }),
  },
  {
    context: 'platform',
    verb: 'refuse-request',
    purpose: 'Answers what no route takes: not found, or not by this method',
    unmatched: true,
    access: {},
  },
  {
    context: 'platform',
    verb: 'get-sign-in',
    purpose: 'Tells the console where people sign in',
    routes: [getSignIn],
    access: {},
    signIn: true,
  },
];
