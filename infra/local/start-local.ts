import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readAssembly } from './assembly/read-assembly.ts';
import { openClock } from './clock.ts';
import { type Endpoints, engineClients } from './engines/clients.ts';
import { startDynamoEngine } from './engines/dynamodb-engine.ts';
import { freePort } from './engines/free-port.ts';
import { startQueueEngine } from './engines/queue-engine.ts';
import { serveAwsEndpoint } from './http/aws-endpoint.ts';
import type { LocalControl } from './http/control-routes.ts';
import { letterBox } from './http/letter-box.ts';
import type { LocalRoute } from './http/local-route.ts';
import { emptyPlan, type Plan } from './plan.ts';
import { provisionAssembly, refuseUnknownTypes } from './resources/provision-assembly.ts';
import { runPlan } from './run-plan.ts';
import { CleanUp } from './state/clean-up.ts';
import { claimPidFile } from './state/own-process.ts';
import { releaseInFlight } from './state/release-in-flight.ts';
import { openSecretStore } from './state/secret-store.ts';

export type LocalOptions = {
  /** A synthesized cloud assembly (the folder with manifest.json). */
  readonly assemblyDir: string;
  /** Where state lives across restarts; made when it is not there. */
  readonly stateDir: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly log: (line: string) => void;
  /** A DynamoDB endpoint of the person's own, in place of the embedded engine. */
  readonly dynamodbEndpoint?: string | undefined;
  /** So many times as long as its timeout a function may take, for a machine that does much else; 1 when absent. */
  readonly patience?: number;
  readonly extraRoutes?: readonly LocalRoute<LocalControl>[];
};

export type LocalApp = {
  readonly url: string;
  readonly endpoints: Endpoints;
  readonly plan: Plan;
  readonly control: LocalControl;
  stop(): Promise<void>;
};

/**
 * Runs a cloud assembly on this machine: engines, tables, queues, functions, event sources, schedules and the HTTP API.
 * Throws, with everything already started stopped again, when a resource is unknown, an engine or port is not to be had.
 */
export async function startLocal(options: LocalOptions): Promise<LocalApp> {
  const stateDir = resolve(options.stateDir);
  const stacks = readAssembly(options.assemblyDir);
  refuseUnknownTypes(stacks);
  mkdirSync(stateDir, { recursive: true });
  // Bundles are CommonJS in `.js` files, as Lambda reads them; Node would otherwise ask the project's package.json.
  writeFileSync(join(options.assemblyDir, 'package.json'), '{"type":"commonjs"}\n');

  const cleanUp = new CleanUp();
  try {
    const release = claimPidFile(join(stateDir, 'app.pid'));
    cleanUp.add(async () => release());
    const clock = openClock(join(stateDir, 'clock.json'));
    const [dynamo, queues] = await Promise.all([
      startDynamoEngine(stateDir, options.dynamodbEndpoint).then((engine) => cleanUp.keep(engine)),
      startQueueEngine(join(stateDir, 'queues'), clock).then((engine) => cleanUp.keep(engine)),
    ]);
    const endpoints: Endpoints = { dynamodb: dynamo.endpoint, sqs: queues.endpoint, s3: queues.endpoint };
    options.log('engines are up');

    const clients = engineClients(endpoints);
    cleanUp.add(async () => clients.destroy());
    const plan = emptyPlan();
    const secrets = openSecretStore(join(stateDir, 'secrets.json'));
    // Known before anything is provisioned: functions may be given the API's address.
    const port = options.port || (await freePort());
    const url = `http://127.0.0.1:${port}`;
    await provisionAssembly(stacks, { clients, endpoints, plan, secrets, stateDir, url });
    await releaseInFlight(plan.queues, endpoints.sqs, clients.sqs);
    options.log(`${plan.tables.length} tables, ${plan.queues.length} queues, ${plan.buckets.length} buckets are ready`);

    const aws = await serveAwsEndpoint(plan, letterBox(stateDir, options.log));
    cleanUp.add(async () => void aws.server.close());
    const app = await runPlan({
      ...options,
      port,
      stateDir,
      plan,
      clock,
      clients,
      endpoints,
      controlEndpoint: aws.endpoint,
      cleanUp,
    });
    return { url: app.url, endpoints, plan, control: app, stop: () => cleanUp.run() };
  } catch (error) {
    await cleanUp.run();
    throw error;
  }
}
