import { type App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as targets from 'aws-cdk-lib/aws-scheduler-targets';
import * as secrets from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { functionOf } from './fixture.ts';

const ANSWER = `exports.handler = async (event) => ({ statusCode: 200, headers: { 'content-type': 'application/json' },
  cookies: ['a=1', 'b=2'], body: JSON.stringify({ event, env: process.env, nowMs: Date.now(), builtMs: new Date().getTime() }) });`;
const WORK = `exports.handler = async (event) => {
  const batchItemFailures = [];
  for (const record of event.Records) {
    const { id, failures = 0, sleepMs = 0 } = JSON.parse(record.body);
    await new Promise((done) => setTimeout(done, sleepMs));
    const times = await mark(id, record.attributes.ApproximateReceiveCount);
    if (times <= failures) batchItemFailures.push({ itemIdentifier: record.messageId });
  }
  return { batchItemFailures };
};`;
const FOLLOW = `exports.handler = async (event) => {
  for (const record of event.Records) {
    const key = record.dynamodb.Keys.pk.S;
    if (key.startsWith('poison')) throw new Error('poison');
    await mark('stream-' + key, record.eventName);
  }
};`;

/** Two stacks, as the app has: data in one, what uses it in the other, so that references cross by export and import. */
export function sampleApp(app: App): void {
  const data = new Stack(app, 'Data');
  const table = (id: string, dynamoStream?: dynamodb.StreamViewType): dynamodb.TableV2 =>
    new dynamodb.TableV2(data, id, {
      tableName: id.toLowerCase(),
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
      dynamoStream,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  const marks = table('Marks');
  const source = table('Source', dynamodb.StreamViewType.NEW_IMAGE);
  const secret = new secrets.Secret(data, 'Secret', {
    generateSecretString: { passwordLength: 40, excludePunctuation: true },
  });

  const main = new Stack(app, 'Main');
  const environment = { TABLE_MARKS: marks.tableName, SECRET_ARN: secret.secretArn };
  const answer = functionOf(main, 'Answer', ANSWER, { environment });
  const slow = functionOf(main, 'Slow', 'exports.handler = () => new Promise(() => {});', {
    timeout: Duration.seconds(1),
  });
  const boom = functionOf(main, 'Boom', `exports.handler = async () => { throw new TypeError('boom'); };`);
  const work = functionOf(main, 'Work', WORK, { environment, timeout: Duration.seconds(5) });
  const follow = functionOf(main, 'Follow', FOLLOW, { environment });
  const tick = functionOf(main, 'Tick', `exports.handler = (event) => mark('tick', event.dueAt);`, { environment });

  const dead = new sqs.Queue(main, 'Dead', { queueName: 'dead' });
  const jobs = new sqs.Queue(main, 'Jobs', {
    queueName: 'jobs',
    visibilityTimeout: Duration.seconds(30),
    deadLetterQueue: { queue: dead, maxReceiveCount: 2 },
  });
  work.addEventSource(new SqsEventSource(jobs, { batchSize: 10, reportBatchItemFailures: true }));
  const lost = new sqs.Queue(main, 'Lost', { queueName: 'lost' });
  follow.addEventSource(
    new DynamoEventSource(source, {
      startingPosition: lambda.StartingPosition.LATEST,
      batchSize: 5,
      retryAttempts: 1,
      bisectBatchOnError: true,
      onFailure: new SqsDlq(lost),
    }),
  );
  new scheduler.Schedule(main, 'Weekly', {
    schedule: scheduler.ScheduleExpression.expression('cron(0 2 ? * MON *)'),
    timeWindow: scheduler.TimeWindow.off(),
    target: new targets.LambdaInvoke(tick, {
      input: scheduler.ScheduleTargetInput.fromObject({ dueAt: scheduler.ContextAttribute.scheduledTime }),
    }),
  });
  const api = new apigateway.HttpApi(main, 'Api');
  const route = (path: string, method: apigateway.HttpMethod, handler: lambda.Function): void => {
    const integration = new HttpLambdaIntegration(`${handler.node.id}${path}`, handler);
    api.addRoutes({ path, methods: [method], integration });
  };
  route('/things/{thingId}', apigateway.HttpMethod.GET, answer);
  route('/form', apigateway.HttpMethod.POST, answer);
  route('/slow', apigateway.HttpMethod.GET, slow);
  route('/boom', apigateway.HttpMethod.GET, boom);
}
