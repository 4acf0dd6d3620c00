import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { expect, it } from 'vitest';
import type { FunctionSpec } from '../../infra/constructs/function-spec.ts';
import { DoorStack } from '../../infra/stacks/door-stack.ts';
import { stageConfig } from './fixture.ts';

const spec = (verb: string, path: string, scope: string): FunctionSpec => ({
  ...{ context: 'sample', verb, purpose: 'x', access: {} },
  routes: [{ method: 'POST', path, scope }],
});

it('lets in more of what callers and visitors wait for than of what a key asks', () => {
  const app = new App();
  const api = new HttpApi(new Stack(app, 'Edge'), 'Api', { createDefaultStage: false });
  const specs = [
    spec('answer-call', '/carriers/{carrier}/voice', 'public'),
    spec('create-offer', '/v1/offers', 'offers:write'),
  ];
  const door = new DoorStack(app, 'Door', stageConfig('prod'), { api, specs }, {});
  const [stage] = Object.values(Template.fromStack(door).findResources('AWS::ApiGatewayV2::Stage'));
  expect(stage?.Properties.RouteSettings).toEqual({
    'POST /carriers/{carrier}/voice': { ThrottlingRateLimit: 2000, ThrottlingBurstLimit: 1000 },
    'POST /v1/offers': { ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 500 },
  });
});
