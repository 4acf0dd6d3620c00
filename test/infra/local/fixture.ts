import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { App, type Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';

const require = createRequire(import.meta.url);
export const CREDENTIALS = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };

/** A temporary folder that goes with the test. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'callbourse-local-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Synthesizes what `build` puts into a CDK app and answers the assembly's folder. */
export function synthesizeInto(folder: string, build: (app: App) => void): string {
  const outdir = join(folder, 'cdk.out');
  const app = new App({ outdir, analyticsReporting: false });
  build(app);
  app.synth();
  return outdir;
}

/** A cloud assembly of one stack written by hand, for resources that CDK would not let through or takes long to make. */
export function writeAssembly(
  folder: string,
  stack: string,
  Resources: Record<string, { Type: string; Properties?: object }>,
): string {
  const outdir = join(folder, 'cdk.out');
  mkdirSync(outdir, { recursive: true });
  const properties = { templateFile: `${stack}.template.json` };
  const artifacts = { [stack]: { type: 'aws:cloudformation:stack', properties } };
  writeFileSync(join(outdir, 'manifest.json'), JSON.stringify({ version: '48.0.0', artifacts }));
  writeFileSync(join(outdir, properties.templateFile), JSON.stringify({ Resources }));
  return outdir;
}

/** What every handler of the fixtures can use: a table of marks that the test reads back. */
const PRELUDE = `
const { DynamoDBClient, UpdateItemCommand } = require(${JSON.stringify(require.resolve('@aws-sdk/client-dynamodb'))});
const client = new DynamoDBClient({});
async function mark(key, note) {
  const out = await client.send(new UpdateItemCommand({
    TableName: process.env.TABLE_MARKS, Key: { pk: { S: key } }, ReturnValues: 'ALL_NEW',
    UpdateExpression: 'ADD times :one SET note = :note, atMs = :at',
    ExpressionAttributeValues: { ':one': { N: '1' }, ':note': { S: String(note ?? '') }, ':at': { N: String(Date.now()) } },
  }));
  return Number(out.Attributes.times.N);
}
`;

/** A function from source text, in an asset folder of its own as the app's bundles are. */
export function functionOf(
  stack: Stack,
  id: string,
  source: string,
  props: Partial<lambda.FunctionProps> = {},
): lambda.Function {
  const folder = mkdtempSync(join(tmpdir(), 'callbourse-code-'));
  writeFileSync(join(folder, 'index.js'), `${PRELUDE}\n${source}`);
  return new lambda.Function(stack, id, {
    runtime: new lambda.Runtime('nodejs24.x', lambda.RuntimeFamily.NODEJS),
    handler: 'index.handler',
    code: lambda.Code.fromAsset(folder),
    memorySize: 256,
    ...props,
  });
}

export type Mark = { times: number; note: string; atMs: number };

/** Reads back what handlers marked. */
export function marksOf(endpoint: string, table: string): (key: string) => Promise<Mark | undefined> {
  const client = new DynamoDBClient({ ...CREDENTIALS, endpoint });
  return async (key) => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: { pk: { S: key } }, ConsistentRead: true }),
    );
    return Item && { times: Number(Item.times?.N), note: Item.note?.S ?? '', atMs: Number(Item.atMs?.N) };
  };
}
