import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalClock } from './clock.ts';
import type { Endpoints, EngineClients } from './engines/clients.ts';
import { consoleRoutes } from './http/console-routes.ts';
import { CONTROL_ROUTES, type LocalControl } from './http/control-routes.ts';
import { serveHttp } from './http/server.ts';
import { startProvider } from './identity/start-provider.ts';
import { readIdle } from './idle.ts';
import { createAsyncInvoker } from './lambda/async-invoker.ts';
import { functionEnvironment } from './lambda/environment.ts';
import { FunctionPool } from './lambda/function-pool.ts';
import { openLogSink } from './lambda/log-sink.ts';
import { bundleWorker } from './lambda/worker-bundle.ts';
import { moveClock } from './move-clock.ts';
import { deadLetterArnsOf, type Plan, refuseLooseEnds } from './plan.ts';
import { Scheduler } from './schedules/scheduler.ts';
import { openCheckpoints } from './sources/checkpoints.ts';
import { SqsSource } from './sources/sqs-source.ts';
import { StreamReader } from './sources/stream-reader.ts';
import { StreamSource, type StreamSourceParts } from './sources/stream-source.ts';
import type { LocalOptions } from './start-local.ts';
import type { CleanUp } from './state/clean-up.ts';

/** How long a stop waits for requests in work, and then for batches in work. */
const STOP_MS = 1_000;

export type RunParts = LocalOptions & {
  readonly plan: Plan;
  readonly clock: LocalClock;
  readonly clients: EngineClients;
  readonly endpoints: Endpoints;
  readonly controlEndpoint: string;
  readonly cleanUp: CleanUp;
};

/** Brings the provisioned plan to life: functions, event sources, schedules and at last the HTTP port. */
export async function runPlan(parts: RunParts): Promise<LocalControl> {
  const { plan, clock, clients, cleanUp, stateDir } = parts;
  refuseLooseEnds(plan);
  const log = openLogSink(join(stateDir, 'log'), parts.log);
  cleanUp.add(() => log.close());
  const pool = new FunctionPool(plan.functions, {
    workerModule: await bundleWorker(),
    clock: clock.shared,
    log,
    patience: parts.patience ?? 1,
    environmentOf: (definition) => functionEnvironment(definition, parts.endpoints, parts.controlEndpoint),
  });
  cleanUp.keep(pool);
  const invoker = createAsyncInvoker(pool, plan.asyncConfigs, plan.queues, clients.sqs);
  parts.log(`${plan.functions.length} functions are loaded on their first call`);

  const sqsSources = startSqsSources(parts, pool);
  const streamSources = startStreamSources(parts, { pool, failures: invoker, log: log.note });
  const sources = [...sqsSources, ...streamSources.values()];
  cleanUp.add(async () => {
    // Work that does not end in time is cut off with its container; its messages come back at the next start.
    const stopped = Promise.all(sources.map((source) => source.stop()));
    await Promise.race([stopped, sleep(STOP_MS, undefined, { ref: false })]);
  });
  const scheduler = new Scheduler(plan.schedules, clock, invoker, join(stateDir, 'schedules.json'));
  scheduler.start();
  cleanUp.add(async () => scheduler.stop());

  const deadLetterArns = deadLetterArnsOf(plan);
  const idle = () =>
    readIdle({ sqs: clients.sqs, queues: plan.queues, deadLetterArns, sqsSources, streamSources, pool, invoker });
  const control: LocalControl & { url: string } = {
    url: '',
    nowMs: clock.nowMs,
    offsetMs: clock.offsetMs,
    moveClock: moveClock(scheduler, clock, sources, idle),
    idle,
    resources: () => describeResources(parts, control.url),
    fireSchedule: (idOrName) => scheduler.fire(idOrName),
    secretValue: (id) => plan.secrets.find((secret) => [secret.logicalId, secret.name, secret.arn].includes(id))?.value,
  };
  const server = await serveHttp({
    port: parts.port,
    api: plan.apis[0],
    routes: plan.routes,
    localRoutes: [...CONTROL_ROUTES, ...consoleRoutes(plan.console), ...(parts.extraRoutes ?? [])],
    context: control,
    nowMs: clock.nowMs,
    invoke: (functionName, event) => pool.invoke(functionName, event),
  });
  cleanUp.add(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    await Promise.race([closed, sleep(STOP_MS, undefined, { ref: false })]);
    server.closeAllConnections();
  });
  const address = server.address();
  control.url = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : parts.port}`;
  if (plan.signIn) cleanUp.keep(await startProvider(plan.signIn, clock, control.url));
  return control;
}

function startSqsSources({ plan, clients }: RunParts, pool: FunctionPool): SqsSource[] {
  return plan.sqsMappings.map((mapping) => {
    const queue = plan.queues.find((each) => each.arn === mapping.queueArn);
    if (!queue) throw new Error(`${mapping.id}: no queue ${mapping.queueArn}`);
    const source = new SqsSource(mapping, queue.url, clients.sqs, pool);
    source.start();
    return source;
  });
}

function startStreamSources(
  { plan, clients, stateDir }: RunParts,
  sourceParts: StreamSourceParts,
): Map<string, StreamSource> {
  const sources = new Map<string, StreamSource>();
  for (const mapping of plan.streamMappings) {
    const checkpoints = openCheckpoints(join(stateDir, 'streams'), mapping.id, mapping.streamArn);
    // LATEST on a table made this minute is its beginning: a crash before the first record must not skip it.
    const table = plan.tables.find((each) => each.streamArn === mapping.streamArn);
    const start = checkpoints.startingPosition(table?.createdNow ? 'TRIM_HORIZON' : mapping.startingPosition);
    const reader = new StreamReader(clients.streams, mapping.streamArn, checkpoints, start);
    const source = new StreamSource(mapping, reader, sourceParts);
    source.start();
    sources.set(mapping.id, source);
  }
  return sources;
}

function describeResources({ plan, endpoints }: RunParts, url: string): object {
  const named = (list: readonly { logicalId: string; name: string }[]) =>
    list.map(({ logicalId, name }) => ({ logicalId, name }));
  return {
    url,
    endpoints,
    tables: plan.tables.map(({ logicalId, name, streamArn }) => ({ logicalId, name, streamArn })),
    queues: plan.queues.map(({ logicalId, name, url, deadLetterArn }) => ({ logicalId, name, url, deadLetterArn })),
    buckets: named(plan.buckets),
    functions: plan.functions.map(({ logicalId, name, handler, timeoutMs, memoryMb }) => ({
      logicalId,
      name,
      handler,
      timeoutMs,
      memoryMb,
    })),
    routes: plan.routes.map(({ key, functionName }) => ({ key, functionName })),
    schedules: plan.schedules.map(({ logicalId, name, expression, zone, enabled }) => ({
      logicalId,
      name,
      expression,
      zone,
      enabled,
    })),
    secrets: named(plan.secrets),
  };
}
