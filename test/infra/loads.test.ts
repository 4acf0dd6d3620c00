import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import type { Resource } from './assembly.ts';
import { synthDeclared } from './fixture.ts';

const BUNDLES = fileURLToPath(new URL('../../.local/bundles', import.meta.url));
const PREFIX = 'callbourse-prod-';

/** What only a deployment knows; no address leads anywhere. */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  TABLE: 'table',
  QUEUE: 'https://queues.example/queue',
  DEAD: 'https://queues.example/dead',
  BUCKET: 'bucket',
  SECRET: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:test',
  PUBLIC: 'https://calls.example.com',
  OIDC: 'https://people.example.com',
};

/** Exactly what its stack gives it, and what Lambda adds. */
function environmentOf({ properties }: Resource): Record<string, string> {
  const given = Object.entries<unknown>(properties.Environment?.Variables ?? {}).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : (PLACEHOLDERS[name.split('_')[0] ?? ''] ?? 'unknown'),
  ]);
  return { AWS_REGION: 'us-east-1', ...Object.fromEntries(given) };
}

/** `functions/<context>/<verb>` by the physical name: both may have hyphens, and the folder tells where one ends. */
function bundleOf(name: string): string {
  const parts = name.slice(PREFIX.length).split('-');
  const paths = parts.map((_part, index) => {
    const [context, verb] = [parts.slice(0, index).join('-'), parts.slice(index).join('-')];
    return `${BUNDLES}/${context}/${verb}/index.js`;
  });
  const found = paths.find((path) => existsSync(path));
  if (!found) throw new Error(`${name} has no bundle`);
  return found;
}

/** The reason why it does not load; undefined when it does and has a handler. */
function loadFailure(file: string, env: Record<string, string>): Promise<string | undefined> {
  const code = `if (typeof require(${JSON.stringify(file)}).handler !== 'function') throw new Error('it has no handler'); process.exit(0)`;
  return new Promise((resolve) => {
    const worker = new Worker(code, { eval: true, env, stdout: true, stderr: true });
    worker.once('error', (error) => resolve(error instanceof Error ? error.message : String(error)));
    worker.once('exit', () => resolve(undefined));
  });
}

// A fresh worker for each of some two hundred functions: a busy machine may take minutes.
it('every function loads with the environment that its own stack gives it, and with no more', async () => {
  const functions = (await synthDeclared('prod')).ofType('AWS::Lambda::Function');
  const waiting = [...functions];
  const failures: string[] = [];
  const load = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const name = String(next.properties.FunctionName);
      const failure = await loadFailure(bundleOf(name), environmentOf(next));
      if (failure) failures.push(`${name}: ${failure}`);
    }
  };
  await Promise.all([load(), load()]);
  expect(functions.length).toBeGreaterThan(100);
  expect(failures).toEqual([]);
}, 300_000);
