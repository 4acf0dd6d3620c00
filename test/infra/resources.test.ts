import { beforeAll, describe, expect, it } from 'vitest';
import { tableSchemas } from '../../infra/stacks/tables.ts';
import { actionsOf, type Resource, roleOf, statementsOf } from './assembly.ts';
import { type Synthesized, stageConfig, synthSample } from './fixture.ts';

describe('the files', () => {
  it('keep letters a day longer than their links are good, and everything else for ever', async () => {
    const assembly = await synthSample(stageConfig('dev'));
    const files = assembly.ofType('AWS::S3::Bucket').find(({ properties }) => properties.VersioningConfiguration);
    expect(files?.properties.LifecycleConfiguration.Rules).toEqual([
      {
        Id: 'expire-letters',
        Prefix: 'scheduled-reports/',
        Status: 'Enabled',
        ExpirationInDays: 31,
        NoncurrentVersionExpiration: { NoncurrentDays: 1 },
      },
    ]);
  });
});

describe('a function', () => {
  let assembly: Synthesized;
  const named = (verb: string) => {
    const found = assembly
      .ofType('AWS::Lambda::Function')
      .find(({ properties }) => properties.FunctionName.endsWith(verb));
    if (!found) throw new Error(`no function ${verb}`);
    return found;
  };

  beforeAll(async () => {
    assembly = await synthSample(stageConfig('dev'));
  });

  it('may do exactly what its entry says', () => {
    const actions = (verb: string) =>
      statementsOf(roleOf(assembly, named(verb)))
        .flatMap(actionsOf)
        .sort();
    const log = ['logs:CreateLogStream', 'logs:PutLogEvents'];
    expect(actions('show-thing')).toEqual(
      [
        'dynamodb:GetItem',
        'dynamodb:Query',
        ...log,
        's3:PutObject',
        'secretsmanager:GetSecretValue',
        'ses:SendEmail',
        'sqs:SendMessage',
      ].sort(),
    );
    const receive = ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];
    expect(actions('judge-thing')).toEqual(['dynamodb:PutItem', ...log, ...receive].sort());
  });

  it('queries the named index, not the table', () => {
    const query = statementsOf(roleOf(assembly, named('show-thing'))).find(
      (statement) => statement.Action === 'dynamodb:Query',
    );
    expect(JSON.stringify(query?.Resource)).toMatch(/"\/index\/byOwner"\]\]\}$/);
  });

  it('sends mail as its own sender alone, by whichever identity of it is verified', () => {
    const statements = statementsOf(roleOf(assembly, named('show-thing')));
    const mail = statements.filter((statement) => statement.Action === 'ses:SendEmail');
    expect(mail).toMatchObject([{ Condition: { StringEquals: { 'ses:FromAddress': 'reports@mail.example' } } }]);
    const identities = JSON.stringify(mail[0]?.Resource).match(/identity\/[^"]+/g);
    expect(identities?.sort()).toEqual(['identity/mail.example', 'identity/reports@mail.example']);
  });

  it('reads its environment: common names, granted resources, its own', () => {
    expect(Object.keys(named('show-thing').properties.Environment.Variables).sort()).toEqual(
      [
        ...['BUCKET_FILES', 'EXTRA', 'MAIL_SENDER', 'QUEUE_CALL_EVENTS', 'SECRET_LEASE_TOKEN_ARN', 'TABLE_CATALOG'],
        ...['LOG_LEVEL', 'NETWORK_ZONE', 'NODE_COMPILE_CACHE', 'PERSON_DAYS', 'PUBLIC_URL', 'STAGE'],
        ...['POWERTOOLS_LOG_LEVEL', 'POWERTOOLS_METRICS_NAMESPACE', 'POWERTOOLS_SERVICE_NAME'],
      ].sort(),
    );
  });

  it('is called by the API at its routes, and knows the API’s own address when no other is configured', () => {
    const keys = assembly.ofType('AWS::ApiGatewayV2::Route').map(({ properties }) => properties.RouteKey);
    expect(keys).toEqual(['GET /v1/things/{thingId}', 'POST /v1/things', '$default']);
    expect(JSON.stringify(named('show-thing').properties.Environment.Variables.PUBLIC_URL)).toContain('ApiEndpoint');
  });

  it('gets its queue’s messages with room for six timeouts', () => {
    const outcomes = assembly
      .ofType('AWS::SQS::Queue')
      .find(({ properties }) => properties.QueueName === 'callbourse-dev-outcomes');
    expect(outcomes?.properties.VisibilityTimeout).toBe(6 * 30 + 2);
    const mapping = assembly
      .ofType('AWS::Lambda::EventSourceMapping')
      .find(({ properties }) => properties.ScalingConfig);
    expect(mapping?.properties).toMatchObject({
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 2,
      ScalingConfig: { MaximumConcurrency: 20 },
    });
  });

  it('follows a stream from its start, narrows poison down and sets it aside', () => {
    const mapping = assembly
      .ofType('AWS::Lambda::EventSourceMapping')
      .find(({ properties }) => properties.StartingPosition);
    expect(mapping?.properties).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 10,
    });
    expect(JSON.stringify(mapping?.properties.DestinationConfig.OnFailure)).toContain('StreamFailures');
  });

  it('runs on its schedule in the network’s zone and is told when it was due', () => {
    const [schedule] = assembly.ofType('AWS::Scheduler::Schedule');
    expect(schedule?.properties).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      ScheduleExpressionTimezone: 'America/New_York',
      Target: { Input: '{"time":"<aws.scheduler.scheduled-time>"}' },
    });
  });
});

describe('tables', () => {
  let prod: Synthesized;

  beforeAll(async () => {
    prod = await synthSample(stageConfig('prod'));
  });

  const tablesOf = (assembly: Synthesized) =>
    new Map(assembly.ofType('AWS::DynamoDB::GlobalTable').map((table) => [table.id.replace(/Table.*/, ''), table]));
  const replica = (table: Resource | undefined) => table?.properties.Replicas[0];

  const capitalised = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

  it('are those that the contexts declare, on demand, restorable to any second', () => {
    const tables = tablesOf(prod);
    expect([...tables.keys()].sort()).toEqual(Object.keys(tableSchemas).map(capitalised).sort());
    for (const table of tables.values()) {
      expect(table.properties.BillingMode).toBe('PAY_PER_REQUEST');
      expect(replica(table).PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(true);
      expect(replica(table).DeletionProtectionEnabled).toBe(true);
      expect(table.deletionPolicy).toBe('Retain');
    }
  });

  it('of money refuse deletion in every stage that is not local', async () => {
    const dev = tablesOf(await synthSample(stageConfig('dev')));
    const local = tablesOf(await synthSample(stageConfig('local')));
    for (const name of ['Ledger', 'Payouts']) {
      expect(replica(dev.get(name)).DeletionProtectionEnabled).toBe(true);
      expect(replica(local.get(name)).DeletionProtectionEnabled).toBe(false);
    }
    expect(replica(dev.get('Leases')).DeletionProtectionEnabled).toBe(false);
    expect(dev.get('Leases')?.deletionPolicy).toBe('Delete');
  });

  it('stream money, and the changes of outcomes, payouts and leases only, and index what their schemas say', () => {
    const tables = tablesOf(prod);
    const streaming = [...tables].flatMap(([name, table]) => {
      const view = table.properties.StreamSpecification?.StreamViewType;
      return view ? [`${name} ${view}`] : [];
    });
    expect(streaming.sort()).toEqual([
      'Leases NEW_AND_OLD_IMAGES',
      'Ledger NEW_IMAGE',
      'Outcomes NEW_AND_OLD_IMAGES',
      'Payouts NEW_AND_OLD_IMAGES',
    ]);
    const indexes = tables.get('Outcomes')?.properties.GlobalSecondaryIndexes;
    expect(indexes.map(({ IndexName }: { IndexName: string }) => IndexName)).toEqual([
      'byPublisher',
      'byAdvertiser',
      'live',
    ]);
    for (const index of indexes) expect(index.Projection.ProjectionType).toBe('INCLUDE');
  });
});
