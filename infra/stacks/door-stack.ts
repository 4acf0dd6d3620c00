import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { type CfnStage, type HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import type { FunctionSpec, HttpRouteSpec } from '../constructs/function-spec.ts';

/** Ids, route and timing: no address, path, query or header, since those carry people and phone numbers. */
const ACCESS_LOG_FORMAT = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  route: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  bytes: '$context.responseLength',
  error: '$context.error.responseType',
  integrationError: '$context.integrationErrorMessage',
});

export interface DoorParts {
  readonly api: HttpApi;
  readonly specs: readonly FunctionSpec[];
}

/**
 * Opens the API: the stage that its routes are reached by, each with a limit of its own, so that whoever floods one operation takes
 * nothing from a caller who waits on the line. It names routes, so it comes after every stack that makes some.
 */
export class DoorStack extends Stack {
  constructor(scope: Construct, id: string, config: StageConfig, { api, specs }: DoorParts, props: StackProps) {
    super(scope, id, props);
    const logGroup = new LogGroup(this, 'AccessLog', {
      logGroupName: `/callbourse/${config.stage}/api-access`,
      retention: config.logRetentionDays,
      removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: config.apiRequestsPerSecond, burstLimit: config.apiBurstRequests },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(ACCESS_LOG_FORMAT),
      },
    });
    const routes = specs.flatMap(({ routes: own = [] }) => own);
    (stage.node.defaultChild as CfnStage).routeSettings = Object.fromEntries(
      routes.map((route) => [`${route.method} ${route.path}`, limitsOf(route, config)]),
    );
  }
}

/** What carriers, visitors and calendars call has no key that could be told to slow down, and somebody waits for it. */
const limitsOf = ({ scope }: HttpRouteSpec, config: StageConfig) =>
  scope === undefined || scope === 'public'
    ? { ThrottlingRateLimit: config.openRequestsPerSecond, ThrottlingBurstLimit: config.openBurstRequests }
    : { ThrottlingRateLimit: config.apiRequestsPerSecond, ThrottlingBurstLimit: config.apiBurstRequests };
