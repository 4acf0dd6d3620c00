import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { inject } from 'vitest';
import { allRoutes } from '../../../functions/platform/routes.ts';
import { readStageConfig } from '../../../infra/config.ts';
import { functionsByContext } from '../../../infra/stacks/functions.ts';
import { secretSpecs } from '../../../infra/stacks/secrets.ts';
import { auditTable } from '../../../shared/audit/keys.ts';
import { catalogTable } from '../../../shared/catalog/keys.ts';
import { ledgerTable } from '../../../shared/ledger/keys.ts';
import { outcomesTable } from '../../../shared/outcomes/keys.ts';
import { payoutsTable } from '../../../shared/payouts/keys.ts';
import { limitsTable } from '../../../shared/platform/http/dynamo-rate-windows.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { QUEUE_NAMES } from '../../../shared/platform/queue/queue-names.ts';
import { sqsClient } from '../../../shared/platform/sqs.ts';
import { reportsTable } from '../../../shared/reporting/keys.ts';
import { leasesTable } from '../../../shared/tracking/keys.ts';
import { webhooksTable } from '../../../shared/webhooks/keys.ts';
import { sqsEvent } from '../../support/sqs-event.ts';
import { createTable } from '../../support/tables.ts';

const TABLES = [
  auditTable,
  catalogTable,
  leasesTable,
  ledgerTable,
  limitsTable,
  outcomesTable,
  payoutsTable,
  reportsTable,
  webhooksTable,
];

const specs = [...functionsByContext(readStageConfig({ CALLBOURSE_STAGE: 'local' })).values()].flat();
const word = (name: string): string => name.toUpperCase().replaceAll('-', '_');

/** The secret of a name, as {@link serveSecrets} tells it. */
const secretOf = (name: string): string => `${name}-`.padEnd(64, 's');

export const OPERATOR_KEY = secretOf('OPERATOR_KEY');

/** The Secrets Manager of the test: each secret has one value and none before it. */
async function serveSecrets(): Promise<Server> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const asked = JSON.parse(Buffer.concat(chunks).toString()) as { SecretId: string; VersionStage?: string };
    const isKnown = asked.VersionStage !== 'AWSPREVIOUS';
    response.writeHead(isKnown ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(
      JSON.stringify(isKnown ? { SecretString: secretOf(asked.SecretId) } : { __type: 'ResourceNotFoundException' }),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

async function environment(secretsUrl: string): Promise<Record<string, string>> {
  const env: Record<string, string> = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: inject('dynamoEndpoint'),
    AWS_ENDPOINT_URL_SQS: inject('sqsEndpoint'),
    AWS_ENDPOINT_URL_S3: inject('sqsEndpoint'),
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsUrl,
    STAGE: 'local',
    PUBLIC_URL: 'https://api.example',
    NETWORK_ZONE: 'America/New_York',
    PERSON_DAYS: '1827',
    BUCKET_FILES: `files-${crypto.randomUUID()}`,
    // Nobody signs in here: keys alone.
    OIDC_ISSUER: 'http://127.0.0.1:9',
    OIDC_CLIENT_ID: 'console',
  };
  for (const spec of specs) Object.assign(env, spec.env);
  for (const schema of TABLES) env[`TABLE_${word(schema.name)}`] = await createTable(schema);
  for (const name of Object.keys(secretSpecs)) env[`SECRET_${name}_ARN`] = name;
  return env;
}

async function createQueues(): Promise<void> {
  const run = crypto.randomUUID();
  const sqs = sqsClient();
  const urlOf = async (name: string): Promise<string> =>
    (await sqs.send(new CreateQueueCommand({ QueueName: `${name}-${run}` }))).QueueUrl ?? '';
  for (const name of QUEUE_NAMES) {
    process.env[`QUEUE_${word(name)}`] = await urlOf(name);
    process.env[`DEAD_${word(name)}`] = await urlOf(`${name}-dead`);
  }
  process.env.DEAD_STREAM_FAILURES = await urlOf('stream-failures-dead');
}

type Consumer = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse | undefined>;

/** More rounds than any chain of messages has links. */
const MAX_ROUNDS = 50;

/** Works off what waits in the queues, and what that puts there. */
async function workOff(consumers: ReadonlyMap<string, Consumer>): Promise<void> {
  const sqs = sqsClient();
  for (let round = 0, worked = true; worked && round < MAX_ROUNDS; round += 1) {
    worked = false;
    for (const [name, consume] of consumers) {
      const QueueUrl = process.env[`QUEUE_${word(name)}`];
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      for (const { Body = '', ReceiptHandle } of Messages) {
        worked = true;
        await consume(sqsEvent([JSON.parse(Body)]), {} as Context);
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  }
}

/** Every function that serves a route or a queue, loaded as it is deployed: its own `index.ts`, its environment, real engines. */
export async function deployAll() {
  const secrets = await serveSecrets();
  Object.assign(process.env, await environment(`http://127.0.0.1:${(secrets.address() as AddressInfo).port}`));
  await createQueues();
  await new S3Client({ forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: process.env.BUCKET_FILES }));
  // What the bundler puts in their place.
  Object.assign(globalThis, { __TAG_SOURCE__: '/* tag */', __FORM_SOURCE__: '/* form */' });
  const handlers = new Map<string, HttpHandler>();
  const consumers = new Map<string, Consumer>();
  for (const { context, verb, routes = [], unmatched, queue } of specs) {
    if (routes.length === 0 && !unmatched && !queue) continue;
    const folder = `../../../functions/${context}/${verb}`;
    const { handler } = (await import(`${folder}/index.ts`)) as { handler: unknown };
    if (unmatched) handlers.set('$default', handler as HttpHandler);
    if (queue) consumers.set(queue.from, handler as Consumer);
    for (const { method, path } of routes) {
      const route = allRoutes.find((each) => each.method === method && each.path === path);
      if (route) handlers.set(route.operationId, handler as HttpHandler);
    }
  }
  return { handlers, workOff: () => workOff(consumers), stop: () => secrets.close() };
}
