import { provisionBucket } from './bucket.ts';
import {
  provisionDeployment,
  provisionDistribution,
  provisionHeaders,
  provisionUserPool,
  provisionUserPoolClient,
} from './console.ts';
import { provisionEventSource } from './event-source.ts';
import { provisionEventInvokeConfig, provisionFunction, provisionVersionOrAlias } from './function.ts';
import { localArn, type Provision, physicalName } from './handler.ts';
import { provisionApi, provisionIntegration, provisionRoute, provisionStage } from './http-api.ts';
import { provisionQueue } from './queue.ts';
import { provisionRule, provisionSchedule } from './schedule.ts';
import { provisionParameter, provisionSecret } from './secret.ts';
import { provisionTable } from './table.ts';

/** A type of resource the runtime makes real, or leaves out for a reason while still answering references to it. */
export type TypeHandler =
  | { readonly kind: 'provision'; readonly provision: Provision }
  | { readonly kind: 'ignored'; readonly reason: string; readonly provision: Provision };

const run = (provision: Provision): TypeHandler => ({ kind: 'provision', provision });

/** Nothing runs for it here; `Ref` gives its name (or ARN, where AWS does) and `Arn` a made-up one. */
const ignore = (reason: string, service: string, refIsArn = false): TypeHandler => ({
  kind: 'ignored',
  reason,
  provision: (resource) => {
    const name = physicalName(resource, undefined, 255);
    const arn = localArn(service, name);
    const named = { FunctionARN: arn, TopicName: name, KeyId: name, RoleId: name, Id: name };
    return { ref: refIsArn ? arn : name, attributes: { Arn: arn, TopicArn: arn, ...named } };
  },
});

const NO_PERMISSIONS = 'nothing is checked against permissions on this machine';
const NO_ALARMS = 'nobody is paged on this machine';
const NO_ATHENA = 'larger questions are asked on AWS; the files that they read are in the local bucket too';
const NO_ENCRYPTION = 'state is plain files under .local';

const SITE = 'the console is served at /console/ of the same port, the API reference at /docs/';
const SIGN_IN = 'the identity provider here has a port of its own';

/** Every type the local runtime knows. One that is missing here stops the start: what runs locally is what deploys. */
export const RESOURCE_TYPES: Readonly<Record<string, TypeHandler>> = {
  'AWS::DynamoDB::GlobalTable': run(provisionTable),
  'AWS::DynamoDB::Table': run(provisionTable),
  'AWS::SQS::Queue': run(provisionQueue),
  'AWS::S3::Bucket': run(provisionBucket),
  'AWS::Lambda::Function': run(provisionFunction),
  'AWS::Lambda::Version': run(provisionVersionOrAlias),
  'AWS::Lambda::Alias': run(provisionVersionOrAlias),
  'AWS::Lambda::EventInvokeConfig': run(provisionEventInvokeConfig),
  'AWS::Lambda::EventSourceMapping': run(provisionEventSource),
  'AWS::ApiGatewayV2::Api': run(provisionApi),
  'AWS::ApiGatewayV2::Integration': run(provisionIntegration),
  'AWS::ApiGatewayV2::Route': run(provisionRoute),
  'AWS::ApiGatewayV2::Stage': run(provisionStage),
  'AWS::Events::Rule': run(provisionRule),
  'AWS::Scheduler::Schedule': run(provisionSchedule),
  'AWS::SecretsManager::Secret': run(provisionSecret),
  'AWS::SSM::Parameter': run(provisionParameter),
  'AWS::Cognito::UserPool': run(provisionUserPool),
  'AWS::Cognito::UserPoolClient': run(provisionUserPoolClient),
  'AWS::CloudFront::ResponseHeadersPolicy': run(provisionHeaders),
  'Custom::CDKBucketDeployment': run(provisionDeployment),
  'AWS::Cognito::UserPoolDomain': ignore(SIGN_IN, 'cognito-idp'),
  'AWS::CloudFront::Distribution': run(provisionDistribution),
  'AWS::CloudFront::Function': ignore(SITE, 'cloudfront'),
  'AWS::CloudFront::OriginAccessControl': ignore(SITE, 'cloudfront'),
  'AWS::Lambda::LayerVersion': ignore('the files are served from the assembly', 'lambda', true),
  'AWS::SQS::QueuePolicy': ignore(NO_PERMISSIONS, 'sqs'),
  'AWS::S3::BucketPolicy': ignore(NO_PERMISSIONS, 's3'),
  'AWS::Lambda::Permission': ignore(NO_PERMISSIONS, 'lambda'),
  'AWS::IAM::Role': ignore(NO_PERMISSIONS, 'iam'),
  'AWS::IAM::Policy': ignore(NO_PERMISSIONS, 'iam'),
  'AWS::IAM::ManagedPolicy': ignore(NO_PERMISSIONS, 'iam', true),
  'AWS::SNS::TopicPolicy': ignore(NO_PERMISSIONS, 'sns'),
  'AWS::SecretsManager::ResourcePolicy': ignore(NO_PERMISSIONS, 'secretsmanager'),
  'AWS::Scheduler::ScheduleGroup': ignore('schedules run from one list here', 'scheduler'),
  'AWS::Logs::LogGroup': ignore('function output goes to .local/log', 'logs'),
  'AWS::Logs::MetricFilter': ignore(NO_ALARMS, 'logs'),
  'AWS::CloudWatch::Alarm': ignore(NO_ALARMS, 'cloudwatch'),
  'AWS::CloudWatch::CompositeAlarm': ignore(NO_ALARMS, 'cloudwatch'),
  'AWS::CloudWatch::Dashboard': ignore(NO_ALARMS, 'cloudwatch'),
  'AWS::SNS::Topic': ignore(NO_ALARMS, 'sns', true),
  'AWS::SNS::Subscription': ignore(NO_ALARMS, 'sns', true),
  'AWS::KMS::Key': ignore(NO_ENCRYPTION, 'kms'),
  'AWS::KMS::Alias': ignore(NO_ENCRYPTION, 'kms'),
  'AWS::Glue::Database': ignore(NO_ATHENA, 'glue'),
  'AWS::Glue::Table': ignore(NO_ATHENA, 'glue'),
  'AWS::Athena::WorkGroup': ignore(NO_ATHENA, 'athena'),
  'AWS::Athena::NamedQuery': ignore(NO_ATHENA, 'athena'),
  'AWS::CDK::Metadata': ignore('only counts CDK usage', 'cdk'),
};
