import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { percentile, round } from './statistics.ts';

export interface WeighedFunction {
  readonly name: string;
  readonly kilobytes: number;
  /** Median of a few fresh processes: reading, compiling and running the bundle, without starting Node itself. */
  readonly loadMs: number;
}

const LOADS = 3;
const LOAD_TIMEOUT_MS = 10_000;
const run = promisify(execFile);

/** Loads a bundle as Lambda does: what its `index.ts` composes is composed, nothing is called. */
const LOADER =
  'const t=performance.now();require(process.argv[1]);const ms=performance.now()-t;process.stdout.write("#"+ms,()=>process.exit(0))';

/** What a function finds in its environment, by the first word of the name; no address leads anywhere. */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  TABLE: 'table',
  QUEUE: 'https://queues.example/queue',
  BUCKET: 'bucket',
  SECRET: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:bench',
  PUBLIC: 'https://calls.example.com',
};

interface Template {
  readonly Resources?: Readonly<
    Record<string, { readonly Properties?: { readonly Environment?: { readonly Variables?: object } } }>
  >;
}

/** Every variable that the stacks give to any function; what only a deployment knows is made up. */
async function environmentOf(templates: readonly string[]): Promise<Record<string, string>> {
  const environment: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
  for (const path of templates) {
    const { Resources = {} }: Template = JSON.parse(await readFile(path, 'utf8'));
    for (const { Properties } of Object.values(Resources)) {
      for (const [name, value] of Object.entries(Properties?.Environment?.Variables ?? {}))
        environment[name] = typeof value === 'string' ? value : (PLACEHOLDERS[name.split('_')[0] ?? ''] ?? 'unknown');
    }
  }
  // A compile cache would show the second start; this is the first one.
  delete environment.NODE_COMPILE_CACHE;
  return environment;
}

async function loadMs(file: string, env: Record<string, string>): Promise<number> {
  const { stdout } = await run(process.execPath, ['-e', LOADER, file], { env, timeout: LOAD_TIMEOUT_MS });
  return Number(stdout.slice(stdout.lastIndexOf('#') + 1));
}

/** Bundles every function as a deployment does, and loads each in fresh processes, one at a time. */
export async function weighFunctions(): Promise<WeighedFunction[]> {
  // The CDK is heavy: not before everything else is measured.
  const { createApp, declareCallbourse } = await import('../infra/build-app.ts');
  const outdir = await mkdtemp(join(tmpdir(), 'callbourse-bench-'));
  try {
    const app = createApp(outdir);
    const bundles = await declareCallbourse(app, { CALLBOURSE_STAGE: 'bench' });
    const environment = await environmentOf(app.synth().stacks.map((stack) => stack.templateFullPath));
    const weighed: WeighedFunction[] = [];
    for (const [name, bytes] of [...bundles.bytes].sort()) {
      const [context = '', verb = ''] = name.split('/');
      const file = join(bundles.directoryOf({ context, verb }), 'index.js');
      const loads: number[] = [];
      for (let load = 0; load < LOADS; load += 1) loads.push(await loadMs(file, environment));
      weighed.push({
        name,
        kilobytes: Math.round(bytes / 1_024),
        loadMs: round(
          percentile(
            loads.sort((a, b) => a - b),
            0.5,
          ),
        ),
      });
    }
    return weighed;
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}
