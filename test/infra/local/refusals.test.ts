import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { afterAll, expect, test } from 'vitest';
import { type LocalApp, startLocal } from '../../../infra/local/start-local.ts';
import { temporaryFolder, writeAssembly } from './fixture.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

let count = 0;
type Resources = Parameters<typeof writeAssembly>[2];
const oneQueue: Resources = { Queue: { Type: 'AWS::SQS::Queue' } };
function start(stack: string, resources: Resources, port = 0): Promise<LocalApp> {
  count += 1;
  const own = `${folder.path}/${count}`;
  return startLocal({
    assemblyDir: writeAssembly(own, stack, resources),
    stateDir: `${own}/state`,
    port,
    log: () => {},
  });
}

test('a resource type the runtime does not know stops the start, named with its stack and logical id', async () => {
  const strange = { ...oneQueue, Search: { Type: 'AWS::OpenSearchService::Domain' } };
  await expect(start('Odd', strange)).rejects.toThrow(/Odd\/Search \(AWS::OpenSearchService::Domain\)/);
});

const table = (key: string): Resources => ({
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      TableName: 'things',
      KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
    },
  },
});

test.each<[string, Resources, RegExp]>([
  [
    'a named stage',
    { Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { StageName: 'v1' } } },
    /Odd\/Stage .*only the \$default stage/,
  ],
  [
    'an event pattern',
    { Rule: { Type: 'AWS::Events::Rule', Properties: { EventPattern: {}, ScheduleExpression: 'rate(1 day)' } } },
    /event patterns are not run/,
  ],
  [
    'a missing asset',
    {
      Fn: {
        Type: 'AWS::Lambda::Function',
        Properties: { Runtime: 'nodejs24.x', Handler: 'i.h', Code: { S3Key: 'x.zip' } },
      },
    },
    /Odd\/Fn .*x\.zip is not in the assembly/,
  ],
  [
    'another runtime',
    {
      Fn: {
        Type: 'AWS::Lambda::Function',
        Properties: { Runtime: 'python3.13', Handler: 'i.h', Code: { ZipFile: '' } },
      },
    },
    /Odd\/Fn .*nodejs/s,
  ],
  [
    'a schedule with a foreign target',
    {
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: { ScheduleExpression: 'rate(1 day)', Targets: [{ Arn: 'arn:aws:states:x:y:z' }] },
      },
    },
    /schedule Odd-Rule: its target arn:aws:states/,
  ],
  [
    'an unknown intrinsic',
    { Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::Base64': 'x' } } } },
    /Odd\/Queue .*Fn::Base64/,
  ],
])('%s is refused with the resource it belongs to', async (_what, resources, message) => {
  await expect(start('Odd', resources)).rejects.toThrow(message);
});

test('a table whose keys changed since the last run is refused, not silently kept', async () => {
  const own = `${folder.path}/keys`;
  const options = { stateDir: `${own}/state`, port: 0, log: () => {} };
  const first = await startLocal({ ...options, assemblyDir: writeAssembly(`${own}/1`, 'Data', table('pk')) });
  await first.stop();
  const assemblyDir = writeAssembly(`${own}/2`, 'Data', table('id'));
  await expect(startLocal({ ...options, assemblyDir })).rejects.toThrow(/Data\/Table .*other keys .*npm run reset/);
});

test('a taken port is said so, and nothing is left running behind', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const address = other.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  await expect(start('Only', oneQueue, port)).rejects.toThrow(`port ${port} is taken: set CALLBOURSE_PORT`);
  other.close();
  // The same state can be used at once: engine and lock were given back.
  const own = `${folder.path}/${count}`;
  const app = await startLocal({ assemblyDir: `${own}/cdk.out`, stateDir: `${own}/state`, port: 0, log: () => {} });
  expect(app.plan.queues).toHaveLength(1);
  await app.stop();
});

test('a folder without an assembly and a damaged state file are named', async () => {
  const stateDir = `${folder.path}/broken`;
  const log = (): void => {};
  await expect(startLocal({ assemblyDir: folder.path, stateDir, port: 0, log })).rejects.toThrow(
    'manifest.json is missing',
  );
  mkdirSync(stateDir);
  writeFileSync(`${stateDir}/clock.json`, '{"offsetMs":');
  const assemblyDir = writeAssembly(`${folder.path}/whole`, 'Only', oneQueue);
  await expect(startLocal({ assemblyDir, stateDir, port: 0, log })).rejects.toThrow(/clock\.json is damaged/);
});
