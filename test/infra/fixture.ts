import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { buildCallbourse, createApp, declareCallbourse } from '../../infra/build-app.ts';
import { readStageConfig, type StageConfig } from '../../infra/config.ts';
import { bundleFunctions } from '../../infra/constructs/bundle.ts';
import type { FunctionSpec } from '../../infra/constructs/function-spec.ts';
import { type Assembly, readAssembly } from './assembly.ts';

/** One function of each kind, so that every construct is used whatever the real app declares today. */
export const sampleSpecs: readonly FunctionSpec[] = [
  {
    context: 'sample',
    verb: 'show-thing',
    purpose: 'Answers two routes',
    routes: [
      { method: 'GET', path: '/v1/things/{thingId}' },
      { method: 'POST', path: '/v1/things' },
    ],
    access: {
      tables: { catalog: { actions: ['GetItem'], indexes: ['byOwner'] } },
      queues: ['call-events'],
      secrets: ['LEASE_TOKEN'],
      files: { actions: ['PutObject'], folder: 'payouts' },
      mailFrom: 'reports@mail.example',
    },
    env: { EXTRA: 'yes' },
  },
  {
    context: 'sample',
    verb: 'judge-thing',
    purpose: 'Works off a queue',
    queue: { from: 'outcomes', batchSize: 10, windowSeconds: 2, maxConcurrency: 20 },
    timeoutSeconds: 30,
    access: { tables: { ledger: { actions: ['PutItem'] } } },
  },
  {
    context: 'sample',
    verb: 'follow-thing',
    purpose: 'Follows a stream and a schedule',
    stream: { from: 'ledger', batchSize: 100 },
    schedule: { expression: 'rate(1 minute)' },
    memoryMb: 256,
    access: { tables: { reports: { actions: ['UpdateItem'] } } },
  },
  {
    context: 'sample',
    verb: 'refuse-thing',
    purpose: 'Answers what no route takes',
    unmatched: true,
    access: {},
  },
];

export const stageConfig = (stage: string): StageConfig => readStageConfig({ CALLBOURSE_STAGE: stage });

export interface Synthesized extends Assembly {
  readonly app: App;
}

/** Synthesizes the real stacks round the sample functions, in a folder of its own that is removed again. */
export function synthSample(config: StageConfig, specs = sampleSpecs): Promise<Synthesized> {
  return inFolder(async (root, app) => {
    for (const { context, verb } of specs) {
      const folder = join(root, 'functions', context, verb);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'index.ts'), `export const handler = async () => ${JSON.stringify(verb)};\n`);
    }
    const bundles = await bundleFunctions(specs, { root, outdir: 'bundles' });
    const siteDirectory = join(root, 'site');
    mkdirSync(siteDirectory);
    writeFileSync(join(siteDirectory, 'index.html'), '<!doctype html>');
    buildCallbourse(app, config, new Map([['sample', specs]]), { bundles, siteDirectory });
  });
}

/** Synthesizes the app as it is declared. */
export function synthDeclared(stage: string): Promise<Synthesized> {
  return inFolder(async (_root, app) => {
    await declareCallbourse(app, { CALLBOURSE_STAGE: stage });
  });
}

async function inFolder(declare: (root: string, app: App) => Promise<void>): Promise<Synthesized> {
  const root = mkdtempSync(join(tmpdir(), 'callbourse-infra-'));
  try {
    const outdir = join(root, 'cdk.out');
    const app = createApp(outdir);
    await declare(root, app);
    app.synth();
    return { app, ...readAssembly(outdir) };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
