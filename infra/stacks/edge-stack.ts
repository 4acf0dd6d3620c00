import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { raiseAlarm } from '../constructs/alarms.ts';
import { physicalName } from '../constructs/function-spec.ts';

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

/** The one door: an HTTP API without routes. Each context's stack hangs its own on it. */
export class EdgeStack extends Stack {
  readonly api: HttpApi;
  /** What carriers call and sign. */
  readonly publicUrl: string;

  constructor(scope: Construct, id: string, config: StageConfig, alarmTopic: ITopic, props: StackProps) {
    super(scope, id, props);
    // No CORS here: the functions answer the origins each publisher allows, which the gateway would overwrite.
    this.api = new HttpApi(this, 'Api', { apiName: physicalName(config.stage, 'api'), createDefaultStage: false });
    this.createStage(config);
    this.publicUrl = config.publicUrl ?? this.api.apiEndpoint;
    raiseAlarm(this, 'ServerErrorAlarm', alarmTopic, {
      metric: this.api.metricServerError({ period: Duration.minutes(1), statistic: 'sum' }),
      above: 0,
      periods: 2,
      meaning: 'The API answers 5xx: callers may hear the fallback only. The access log names the route.',
    });
    new CfnOutput(this, 'PublicUrl', {
      value: this.publicUrl,
      description: 'Base address of the API, the tag and the carrier webhooks',
    });
  }

  private createStage(config: StageConfig): void {
    const logGroup = new LogGroup(this, 'AccessLog', {
      logGroupName: `/callbourse/${config.stage}/api-access`,
      retention: config.logRetentionDays,
      removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: config.apiRequestsPerSecond, burstLimit: config.apiBurstRequests },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(ACCESS_LOG_FORMAT),
      },
    });
  }
}
