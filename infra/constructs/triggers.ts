import { Duration, Validations } from 'aws-cdk-lib';
import { HttpMethod, HttpRoute, HttpRouteKey, type IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { physicalName } from './function-spec.ts';
import type { VerbFunction, VerbFunctionProps } from './verb-function.ts';

/** Wires what starts a function: routes, its queue, a stream, a schedule. */
export function attachTriggers(verb: VerbFunction, props: VerbFunctionProps, api: IHttpApi): void {
  for (const { method, path } of props.spec.routes ?? []) {
    addRoute(verb, routeId(method, path), HttpRouteKey.with(path, httpMethod(method)), api);
  }
  if (props.spec.unmatched) addRoute(verb, 'Unmatched', HttpRouteKey.DEFAULT, api);
  addQueue(verb, props);
  addStream(verb, props);
  addSchedule(verb, props);
}

function addRoute(verb: VerbFunction, id: string, routeKey: HttpRouteKey, api: IHttpApi): void {
  const route = new HttpRoute(verb, id, {
    httpApi: api,
    routeKey,
    integration: new HttpLambdaIntegration('Integration', verb.fn),
  });
  Validations.of(route).acknowledge({
    id: 'AwsSolutions-APIG4',
    reason:
      'The function authorizes: API keys are hashed in the catalog, carriers sign their requests, the tag presents its public key and origin.',
  });
}

function addQueue({ fn }: VerbFunction, { spec, resources }: VerbFunctionProps): void {
  if (!spec.queue) return;
  const { from, batchSize, windowSeconds, maxConcurrency } = spec.queue;
  fn.addEventSourceMapping('Queue', {
    eventSourceArn: resources.queues[from].queueArn,
    batchSize,
    maxBatchingWindow: windowSeconds ? Duration.seconds(windowSeconds) : undefined,
    maxConcurrency,
    reportBatchItemFailures: true,
  });
}

/** Records come in order and repeat until they pass; a poison one is narrowed down, then set aside for the operator. */
function addStream({ fn }: VerbFunction, { spec, resources }: VerbFunctionProps): void {
  if (!spec.stream) return;
  const { from, batchSize, windowSeconds, retryAttempts = 10 } = spec.stream;
  fn.addEventSourceMapping('Stream', {
    eventSourceArn: resources.tables[from].streamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize,
    maxBatchingWindow: windowSeconds ? Duration.seconds(windowSeconds) : undefined,
    retryAttempts,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    // The permission is part of the function's own policy.
    onFailure: { bind: () => ({ destination: resources.streamFailures.queueArn }) },
  });
}

function addSchedule(verb: VerbFunction, { spec, config }: VerbFunctionProps): void {
  if (!spec.schedule) return;
  const invoke = new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [verb.fn.functionArn] });
  const role = new Role(verb, 'ScheduleRole', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com'),
    inlinePolicies: { invoke: new PolicyDocument({ statements: [invoke] }) },
  });
  new CfnSchedule(verb, 'Schedule', {
    name: physicalName(config.stage, spec.context, spec.verb),
    description: spec.purpose,
    scheduleExpression: spec.schedule.expression,
    scheduleExpressionTimezone: spec.schedule.zone ?? config.networkZone,
    flexibleTimeWindow: { mode: 'OFF' },
    target: {
      arn: verb.fn.functionArn,
      roleArn: role.roleArn,
      input: JSON.stringify({ time: '<aws.scheduler.scheduled-time>' }),
      retryPolicy: { maximumEventAgeInSeconds: 3_600, maximumRetryAttempts: 10 },
    },
  });
}

/** `POST /v1/leases/{leaseId}` → `PostV1LeasesLeaseId`. */
function routeId(method: string, path: string): string {
  const words = `${method.toLowerCase()} ${path}`.split(/[^A-Za-z0-9]+/).filter(Boolean);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function httpMethod(method: string): HttpMethod {
  const known = Object.values(HttpMethod).find((candidate) => candidate === method);
  if (!known) throw new Error(`${method} is not a method of an HTTP API`);
  return known;
}
