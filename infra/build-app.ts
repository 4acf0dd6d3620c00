import { fileURLToPath } from 'node:url';
import { App, type StackProps, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { buildSite } from '../web/site.ts';
import { buildScriptSync } from '../web/tag/build.ts';
import { readStageConfig, type StageConfig } from './config.ts';
import { type Bundles, bundleFunctions } from './constructs/bundle.ts';
import type { FunctionSpec } from './constructs/function-spec.ts';
import { featureFlags } from './flags.ts';
import { ConsoleStack } from './stacks/console-stack.ts';
import { ContextStack } from './stacks/context-stack.ts';
import { DashboardStack } from './stacks/dashboard-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { DoorStack } from './stacks/door-stack.ts';
import { EdgeStack } from './stacks/edge-stack.ts';
import { functionsByContext } from './stacks/functions.ts';
import { LakeStack } from './stacks/lake-stack.ts';
import { OpsStack } from './stacks/ops-stack.ts';
import { QueueStack } from './stacks/queue-stack.ts';

/** An App that behaves the same under `cdk synth`, `npm start` and tests. */
export function createApp(outdir?: string): App {
  return new App({ outdir, context: featureFlags(), analyticsReporting: false });
}

/**
 * Reads the configuration, bundles the declared functions and builds the stacks into `app`.
 * @throws Error naming the bad field of the configuration, or the function that can't be built.
 */
export async function declareCallbourse(app: App, env: Readonly<Record<string, string | undefined>>): Promise<Bundles> {
  const config = readStageConfig(env, (key) => app.node.tryGetContext(key));
  const contexts = functionsByContext(config);
  const bundles = await bundleFunctions([...contexts.values()].flat(), {
    root: fileURLToPath(new URL('..', import.meta.url)),
    outdir: '.local/bundles',
    // What pages load is built into the functions that serve it, and thus versioned with them.
    define: {
      __TAG_SOURCE__: JSON.stringify(buildScriptSync('tag')),
      __FORM_SOURCE__: JSON.stringify(buildScriptSync('form')),
    },
  });
  buildCallbourse(app, config, contexts, { bundles, siteDirectory: await buildSite() });
  return bundles;
}

export interface Built {
  readonly bundles: Bundles;
  /** Folder of what browsers open: the console and the reference. */
  readonly siteDirectory: string;
}

/** The whole system: what lasts first, then what moves, then the functions of each context. */
export function buildCallbourse(
  app: App,
  config: StageConfig,
  contexts: ReadonlyMap<string, readonly FunctionSpec[]>,
  { bundles, siteDirectory }: Built,
): void {
  const props = (description: string): StackProps => ({
    description: `Callbourse ${config.stage}: ${description}`,
    env: { account: config.account, region: config.region },
    terminationProtection: config.retainData,
  });
  const id = (name: string) => `Callbourse-${config.stage}-${name}`;
  const specs = [...contexts.values()].flat();
  const { alarmTopic } = new OpsStack(app, id('Ops'), config, props('where alarms go'));
  const data = new DataStack(app, id('Data'), config, props('tables, files and secrets'));
  new LakeStack(app, id('Lake'), config, data.files, props('larger questions'));
  const flow = new QueueStack(app, id('Queues'), config, { alarmTopic, specs }, props('queues between the verbs'));
  const edge = new EdgeStack(app, id('Edge'), config, alarmTopic, props('the HTTP API'));
  const site = { api: edge.api, directory: siteDirectory };
  const console = new ConsoleStack(
    app,
    id('Console'),
    config,
    site,
    props('the console, the API reference and who may sign in'),
  );
  const resources = {
    tables: data.tables,
    secrets: data.secrets,
    files: data.files,
    filesArn: data.filesArn,
    queues: flow.queues,
    deadLetters: flow.deadLetters,
    streamFailures: flow.streamFailures,
    alarmTopic,
    signIn: console.signIn,
  };
  const wiring = { config, resources, bundles, api: edge.api, publicUrl: edge.publicUrl };
  const parts = { api: edge.api, specs };
  const door = new DoorStack(app, id('Door'), config, parts, props('the way in, with a limit for each operation'));
  for (const [context, declared] of contexts) {
    const name = context.charAt(0).toUpperCase() + context.slice(1);
    door.addStackDependency(new ContextStack(app, id(name), declared, wiring, props(`functions of ${context}`)));
  }
  new DashboardStack(app, id('Dashboard'), config, { api: edge.api, contexts }, props('the road, left to right'));
  Tags.of(app).add('app', 'callbourse');
  Tags.of(app).add('stage', config.stage);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
