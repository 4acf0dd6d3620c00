import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { METRICS_NAMESPACE } from '../../shared/platform/counters.ts';
import type { StageConfig } from '../config.ts';
import { accessEnvironment, accessStatements, folderWildcard } from './access.ts';
import { raiseAlarm } from './alarms.ts';
import { DEFAULT_MEMORY_MB, DEFAULT_TIMEOUT_SECONDS, type FunctionSpec, physicalName } from './function-spec.ts';
import type { Resources } from './resources.ts';

export interface VerbFunctionProps {
  readonly spec: FunctionSpec;
  readonly config: StageConfig;
  readonly resources: Resources;
  /** Folder of its bundle. */
  readonly directory: string;
  readonly publicUrl: string;
}

/** One verb: a function with its own role, log group and alarms. Its triggers are attached by `attachTriggers`. */
export class VerbFunction extends Construct {
  readonly fn: LambdaFunction;

  constructor(scope: Construct, id: string, props: VerbFunctionProps) {
    super(scope, id);
    const { spec, config, resources } = props;
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/callbourse/${config.stage}/${spec.context}/${spec.verb}`,
      retention: config.logRetentionDays,
      removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.fn = new LambdaFunction(this, 'Function', {
      functionName: physicalName(config.stage, spec.context, spec.verb),
      description: spec.purpose,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(props.directory),
      memorySize: spec.memoryMb ?? DEFAULT_MEMORY_MB,
      timeout: Duration.seconds(spec.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS),
      role: this.createRole(spec, resources, logGroup),
      logGroup,
      environment: environmentOf(props),
    });
    this.watch(spec, resources);
  }

  private createRole(spec: FunctionSpec, resources: Resources, logGroup: LogGroup): Role {
    const logging = new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `${spec.context}/${spec.verb}`,
      inlinePolicies: { access: new PolicyDocument({ statements: [logging, ...accessStatements(spec, resources)] }) },
    });
    if (spec.access.files) {
      Validations.of(role).acknowledge({
        id: folderWildcard(spec.access.files.folder, resources),
        reason: `It reads or writes files named by ids that do not exist yet, in the folder ${spec.access.files.folder} only.`,
      });
    }
    return role;
  }

  private watch(spec: FunctionSpec, { alarmTopic }: Resources): void {
    const name = `${spec.context}/${spec.verb}`;
    const perMinute = { period: Duration.minutes(1), statistic: 'sum' };
    const alarm = (id: string, metric: Metric, meaning: string) =>
      raiseAlarm(this, id, alarmTopic, { metric, above: 0, meaning: `${name} ${meaning}` });
    alarm(
      'ErrorAlarm',
      this.fn.metricErrors(perMinute),
      'failed: its log says why; what queues and schedules started is tried again.',
    );
    alarm(
      'ThrottleAlarm',
      this.fn.metricThrottles(perMinute),
      'was throttled: the account or its reserved concurrency is too small.',
    );
  }
}

function environmentOf({ spec, config, resources, publicUrl }: VerbFunctionProps): Record<string, string> {
  return {
    STAGE: config.stage,
    NETWORK_ZONE: config.networkZone,
    PERSON_DAYS: String(config.personDays),
    PUBLIC_URL: publicUrl,
    // Helps whoever starts in a used sandbox or on one machine; a fresh one writes it once.
    NODE_COMPILE_CACHE: '/tmp/callbourse-compile-cache',
    LOG_LEVEL: config.logLevel,
    POWERTOOLS_LOG_LEVEL: config.logLevel,
    POWERTOOLS_SERVICE_NAME: `${spec.context}/${spec.verb}`,
    POWERTOOLS_METRICS_NAMESPACE: METRICS_NAMESPACE,
    ...(spec.signIn && { OIDC_ISSUER: resources.signIn.issuer, OIDC_CLIENT_ID: resources.signIn.clientId }),
    ...accessEnvironment(spec.access, resources),
    ...spec.env,
  };
}
