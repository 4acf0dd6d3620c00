import { buildTagSync } from '../web/tag/build.ts';
import { buildCallbourse, createApp } from './build-app.ts';
import { readStageConfig } from './config.ts';
import { bundleFunctions } from './constructs/bundle.ts';
import { functionsByContext } from './stacks/functions.ts';

const root = new URL('..', import.meta.url).pathname;

async function main(): Promise<void> {
  const app = createApp();
  const config = readStageConfig(process.env, (key) => app.node.tryGetContext(key));
  const contexts = functionsByContext(config);
  const bundles = await bundleFunctions([...contexts.values()].flat(), {
    root,
    outdir: '.local/bundles',
    // serve-tag answers with the built tag, which thus is versioned with its function.
    define: { __TAG_SOURCE__: JSON.stringify(buildTagSync()) },
  });
  buildCallbourse(app, config, contexts, bundles);
  app.synth();
}

await main().catch((error: unknown) => {
  // A person reads this in a terminal: what is wrong, not where in our code it was noticed.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
