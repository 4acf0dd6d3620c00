import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { raiseAlarm } from '../constructs/alarms.ts';
import { physicalName } from '../constructs/function-spec.ts';

/** The one door: an HTTP API without routes. Each context's stack hangs its own on it, and the last one opens it (door-stack.ts). */
export class EdgeStack extends Stack {
  readonly api: HttpApi;
  /** What carriers call and sign. */
  readonly publicUrl: string;

  constructor(scope: Construct, id: string, config: StageConfig, alarmTopic: ITopic, props: StackProps) {
    super(scope, id, props);
    // No CORS here: the functions answer the origins each publisher allows, which the gateway would overwrite.
    this.api = new HttpApi(this, 'Api', { apiName: physicalName(config.stage, 'api'), createDefaultStage: false });
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
}
