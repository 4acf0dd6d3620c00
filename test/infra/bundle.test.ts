import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundles, bundleFunctions } from '../../infra/constructs/bundle.ts';

const run = promisify(execFile);
const entry = { context: 'sample', verb: 'read-thing' };

/** A function as ours are: the SDK, zod, a compile-time constant. */
const SOURCE = `
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
declare const __TAG_SOURCE__: string;
export const handler = async () => {
  const client = new DynamoDBClient({ maxAttempts: 1 });
  const answer = await client.send(new GetItemCommand({ TableName: 't', Key: { pk: { S: 'a' } } }));
  return { id: z.strictObject({ S: z.string() }).parse(answer.Item?.id).S, tag: __TAG_SOURCE__ };
};
`;
const CALL =
  'require(process.argv[1]).handler().then((x) => console.log(JSON.stringify(x)), (e) => { console.log(e.message); process.exitCode = 1; })';

let root: string;
let bundles: Bundles;

const options = () => ({ root, outdir: 'bundles', define: { __TAG_SOURCE__: '"tag!"' } });

beforeAll(async () => {
  // Inside the project, so that the sample finds the project's own packages.
  mkdirSync('.local', { recursive: true });
  root = mkdtempSync(join(process.cwd(), '.local', 'bundle-test-'));
  mkdirSync(join(root, 'functions/sample/read-thing'), { recursive: true });
  writeFileSync(join(root, 'functions/sample/read-thing/index.ts'), SOURCE);
  bundles = await bundleFunctions([entry], options());
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

const invoke = (env: Record<string, string>) =>
  run(process.execPath, ['-e', CALL, join(bundles.directoryOf(entry), 'index.js')], { env, cwd: tmpdir() });

describe('a bundle', () => {
  it('works away from the project, with the credentials of its environment', async () => {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      response.end(JSON.stringify({ Item: { id: { S: 'found' } } }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const { stdout } = await invoke({
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'a',
        AWS_SECRET_ACCESS_KEY: 'b',
        AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}`,
      });
      expect(JSON.parse(stdout)).toEqual({ id: 'found', tag: 'tag!' });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('says what is missing when its environment has no credentials', async () => {
    const failure = await invoke({ AWS_REGION: 'us-east-1', HOME: root }).catch((error: { stdout: string }) => error);
    expect(failure.stdout).toContain('credentials from the environment only');
  });

  it('stays under half of what zod with its languages and the credential chain would make it', () => {
    const bytes = bundles.bytes.get('sample/read-thing') ?? 0;
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(330_000);
  });

  it('is left alone when nothing changed, so that its asset is not copied again', async () => {
    const file = join(bundles.directoryOf(entry), 'index.js');
    const before = statSync(file, { bigint: true });
    await bundleFunctions([entry], options());
    const after = statSync(file, { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });

  it('of a function that does not exist is refused by name', async () => {
    const missing = { context: 'sample', verb: 'do-nothing' };
    await expect(bundleFunctions([missing], options())).rejects.toThrow(
      'functions/sample/do-nothing/index.ts does not exist',
    );
  });
});
