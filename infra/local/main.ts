import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { EXTRA_ROUTES } from './extras.ts';
import { type LocalApp, startLocal } from './start-local.ts';
import { synthesize } from './synthesize.ts';

/**
 * `npm start`: synthesizes the CDK app and runs it. `--assembly <dir>` runs an assembly that is already there.
 */
const STATE_DIR = fileURLToPath(new URL('../../.local', import.meta.url));
const STOP_MS = 3_000;
const PROGRESS_MS = 5_000;

const settingsSchema = z.object({
  CALLBOURSE_PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  CALLBOURSE_DYNAMODB_ENDPOINT: z.url().optional(),
  CALLBOURSE_STATE_DIR: z.string().min(1).default(STATE_DIR),
  CALLBOURSE_PATIENCE: z.coerce.number().min(1).max(60).default(1),
});

const startedMs = performance.now();
const log = (line: string): void => {
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  process.stdout.write(`${seconds.padStart(6)} s  ${line}\n`);
};

/** Asked to stop: while it starts, whatever was begun for that stops too. */
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());

try {
  const app = await start();
  announce(app);
  if (stopping.signal.aborted) await stop(app);
  stopping.signal.addEventListener('abort', () => void stop(app));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

async function start(): Promise<LocalApp> {
  const { values } = parseArgs({ options: { assembly: { type: 'string' } } });
  const parsed = settingsSchema.safeParse(process.env);
  if (!parsed.success) throw new Error(`setting not understood: ${z.prettifyError(parsed.error)}`);
  const settings = parsed.data;
  const stateDir = settings.CALLBOURSE_STATE_DIR;
  const assemblyDir = values.assembly ?? `${stateDir}/cdk.out`;
  if (!values.assembly) {
    log('synthesizing the CDK app');
    const timer = setInterval(() => log('still synthesizing'), PROGRESS_MS);
    await synthesize(assemblyDir, { signal: stopping.signal }).finally(() => clearInterval(timer));
  }
  log('starting the DynamoDB, SQS and S3 engines');
  return startLocal({
    assemblyDir,
    stateDir,
    port: settings.CALLBOURSE_PORT,
    dynamodbEndpoint: settings.CALLBOURSE_DYNAMODB_ENDPOINT,
    patience: settings.CALLBOURSE_PATIENCE,
    extraRoutes: EXTRA_ROUTES,
    log,
  });
}

function announce(app: LocalApp): void {
  log('ready');
  process.stdout.write(
    [
      '',
      `  API              ${app.url}`,
      `  console          ${app.url}/console/   (ready people of each role, no password)`,
      `  sample page      ${app.url}/sample/`,
      `  API reference    ${app.url}/docs/`,
      `  API description  ${app.url}/openapi.json`,
      `  what runs here   ${app.url}/__local/resources`,
      `  DynamoDB         ${app.endpoints.dynamodb}   SQS and S3 ${app.endpoints.sqs} (this machine only)`,
      '  Ctrl-C stops it; state stays in .local until "npm run reset"',
      '',
    ].join('\n'),
  );
}

async function stop(app: LocalApp): Promise<void> {
  log('stopping');
  setTimeout(() => process.exit(1), STOP_MS).unref();
  await app.stop();
  process.exit(0);
}
