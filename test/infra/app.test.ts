import { Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { beforeAll, describe, expect, it } from 'vitest';
import { queueSpecs } from '../../infra/stacks/queues.ts';
import { COUNTERS, METRICS_NAMESPACE, METRICS_SERVICE } from '../../shared/platform/counters.ts';
import { actionsOf, type Resource, roleOf, statementsOf } from './assembly.ts';
import { type Synthesized, sampleSpecs, stageConfig, synthDeclared, synthSample } from './fixture.ts';

const dead = (queue: Resource) => String(queue.properties.QueueName).endsWith('-dead');

/** What holds for the app as declared and for one function of each kind. */
describe.each([
  ['the app as declared', () => synthDeclared('prod')],
  ['an app with a function of each kind', () => synthSample(stageConfig('prod'))],
])('%s', (_name, synth) => {
  let assembly: Synthesized;
  let functions: Resource[];

  beforeAll(async () => {
    assembly = await synth();
    functions = assembly.ofType('AWS::Lambda::Function');
    // It bundles some two hundred functions: a busy machine may take minutes.
  }, 300_000);

  it('passes cdk-nag, with a reason for everything it acknowledges', () => {
    expect(new AwsSolutionsChecks(assembly.app).validateScope(assembly.app).violations).toEqual([]);
    const reasons = assembly.app.node
      .findAll()
      .flatMap((construct) => construct.node.metadata)
      .filter((entry) => entry.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap((entry) => Object.values<string>(entry.data));
    expect(reasons.length).toBeGreaterThan(3);
    for (const reason of reasons) expect(reason).toMatch(/^.{30,}\.$/);
  });

  it('runs every function on ARM64 and Node 24, with its own role and log', () => {
    const roles = functions.map((fn) => roleOf(assembly, fn).id);
    expect(new Set(roles).size).toBe(functions.length);
    for (const { properties } of functions) {
      expect(properties).toMatchObject({ Architectures: ['arm64'], Runtime: 'nodejs24.x', Handler: 'index.handler' });
      expect(properties.LoggingConfig.LogGroup).toBeDefined();
    }
  });

  it('grants no managed policy, no wildcard action and no resource that is everything', () => {
    const roles = assembly.ofType('AWS::IAM::Role');
    expect(assembly.ofType('AWS::IAM::Policy')).toEqual([]);
    for (const role of roles) {
      expect(role.properties.ManagedPolicyArns).toBeUndefined();
      for (const statement of statementsOf(role)) {
        expect(actionsOf(statement).join()).not.toContain('*');
        expect(statement.Resource).not.toBe('*');
      }
    }
  });

  it('never lets a function change or remove a ledger entry', () => {
    const forbidden = /dynamodb:(UpdateItem|DeleteItem|BatchWriteItem)/;
    for (const statement of assembly.ofType('AWS::IAM::Role').flatMap(statementsOf)) {
      if (JSON.stringify(statement.Resource).includes('GetAttLedgerTable'))
        expect(actionsOf(statement).join()).not.toMatch(forbidden);
    }
  });

  it('tells a function only the names of what it was granted', () => {
    for (const fn of functions) {
      const granted = JSON.stringify(statementsOf(roleOf(assembly, fn)));
      const named = Object.keys(fn.properties.Environment.Variables).filter((name) => name.startsWith('TABLE_'));
      for (const name of named) {
        const word = name.slice('TABLE_'.length);
        expect(granted).toContain(`GetAtt${word.charAt(0)}${word.slice(1).toLowerCase()}Table`);
      }
    }
  });

  it('alarms on the errors and throttles of every function', () => {
    const watched = assembly.ofType('AWS::CloudWatch::Alarm').map(({ properties }) => properties);
    for (const fn of functions) {
      const names = watched
        .filter(({ Dimensions }) => Dimensions?.[0]?.Value?.Ref === fn.id)
        .map(({ MetricName }) => MetricName);
      expect(names.sort()).toEqual(['Errors', 'Throttles']);
    }
    for (const alarm of watched) expect(alarm.AlarmActions).toHaveLength(1);
  });

  it('gives every queue a dead-letter queue after five tries, and alarms on both', () => {
    const queues = assembly.ofType('AWS::SQS::Queue');
    const alarms = assembly.ofType('AWS::CloudWatch::Alarm').map(({ properties }) => properties);
    const alarmedMetrics = (queue: Resource) =>
      alarms
        .filter(({ Dimensions }) => Dimensions?.[0]?.Value?.['Fn::GetAtt']?.[0] === queue.id)
        .map(({ MetricName, Threshold }) => [MetricName, Threshold > 0]);
    expect(queues.filter((queue) => !dead(queue))).toHaveLength(Object.keys(queueSpecs).length);
    for (const queue of queues) {
      expect(queue.properties.SqsManagedSseEnabled).toBe(true);
      if (dead(queue)) {
        expect(alarmedMetrics(queue)).toEqual([['ApproximateNumberOfMessagesVisible', false]]);
      } else {
        expect(alarmedMetrics(queue)).toEqual([['ApproximateAgeOfOldestMessage', true]]);
        expect(queue.properties.RedrivePolicy.maxReceiveCount).toBe(5);
        const [target] = queue.properties.RedrivePolicy.deadLetterTargetArn['Fn::GetAtt'];
        expect(queues.find(({ id }) => id === target)?.properties.QueueName).toBe(`${queue.properties.QueueName}-dead`);
      }
    }
  });

  it('reports failed messages one by one from every queue and stream', () => {
    for (const { properties } of assembly.ofType('AWS::Lambda::EventSourceMapping')) {
      expect(properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    }
  });

  it('draws every function and queue on the dashboard', () => {
    const [dashboard] = assembly.ofType('AWS::CloudWatch::Dashboard');
    const picture = JSON.stringify(dashboard?.properties.DashboardBody);
    for (const { properties } of functions) expect(picture).toContain(properties.FunctionName);
    expect(picture).toContain('## Door');
  });

  it.each([
    ['a whole call was refused for its signature', 'SignatureAlarm', COUNTERS.signatureRefused],
    ['many letters were refused for good', 'MailRefusedAlarm', COUNTERS.mailRefused],
    ['reports leave something out', 'FactUnreadableAlarm', COUNTERS.factUnreadable],
  ])('alarms when %s, by the words the counter writes', (_when, name, MetricName) => {
    const alarm = assembly.ofType('AWS::CloudWatch::Alarm').find(({ id }) => id.startsWith(name));
    expect(alarm?.properties).toMatchObject({
      ...{ Namespace: METRICS_NAMESPACE, MetricName },
      Dimensions: [{ Name: 'service', Value: METRICS_SERVICE }],
    });
  });

  it('logs neither address, path nor query of a request, and throttles', () => {
    const [stage] = assembly.ofType('AWS::ApiGatewayV2::Stage');
    expect(stage?.properties.AccessLogSettings.Format).not.toMatch(/sourceIp|path|query|header|identity/i);
    expect(stage?.properties.DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 500 });
  });

  it('gives each operation a limit of its own', () => {
    const [stage] = assembly.ofType('AWS::ApiGatewayV2::Stage');
    const routes = assembly.ofType('AWS::ApiGatewayV2::Route').map(({ properties }) => properties.RouteKey);
    const limited = Object.keys(stage?.properties.RouteSettings);
    expect(limited.sort()).toEqual(routes.filter((key) => key !== '$default').sort());
  });
});

describe('cdk-nag', () => {
  it('does find what breaks a rule', async () => {
    const { app } = await synthSample(stageConfig('dev'));
    new Queue(app.node.findChild('Callbourse-dev-Queues') as never, 'Careless');
    const { violations } = new AwsSolutionsChecks(app).validateScope(app);
    expect(violations.map(({ ruleName }) => ruleName).sort()).toEqual(['AwsSolutions-SQS3', 'AwsSolutions-SQS4']);
  });
});

describe('synthesis', () => {
  it('gives the same templates every time', async () => {
    const [one, two] = [await synthSample(stageConfig('prod')), await synthSample(stageConfig('prod'))];
    expect([...two.templates]).toEqual([...one.templates]);
  });

  it.each([
    [
      'two functions on one queue',
      [0, 1].map((n) => ({ ...sampleSpecs[1], verb: `judge-${n}` })),
      /2 functions consume the queue outcomes/,
    ],
    [
      'a stream of a table without one',
      [{ ...sampleSpecs[2], stream: { from: 'reports', batchSize: 1 } }],
      /table reports has no stream/,
    ],
    [
      'a method HTTP does not have',
      [{ ...sampleSpecs[0], routes: [{ method: 'FETCH', path: '/x' }] }],
      /FETCH is not a method/,
    ],
    [
      'a name longer than Lambda allows',
      [{ ...sampleSpecs[1], verb: 'v'.repeat(60) }],
      /longer than the 64 characters/,
    ],
  ])('refuses %s', async (_case, specs, message) => {
    await expect(synthSample(stageConfig('dev'), specs as typeof sampleSpecs)).rejects.toThrow(message);
  });
});
