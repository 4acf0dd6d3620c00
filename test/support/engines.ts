import { startFauxqs } from 'fauxqs';
import type { TestProject } from 'vitest/node';
import { openApiText } from '../../functions/platform/document.ts';
import { freePort } from '../../infra/local/engines/free-port.ts';
import { startDynamo } from './start-engines.ts';

declare module 'vitest' {
  interface ProvidedContext {
    dynamoEndpoint: string;
    sqsEndpoint: string;
    /** The OpenAPI document, which every answer of an operation is held to. */
    openApi: string;
  }
}

/** One DynamoDB and one SQS/S3 engine for the whole run; each test file makes tables and queues of its own on them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dynamo = await startDynamo();
  const sqs = await startFauxqs({ port: await freePort(), logger: false });
  project.provide('openApi', openApiText('https://api.example'));
  project.provide('dynamoEndpoint', dynamo.endpoint);
  project.provide('sqsEndpoint', `http://127.0.0.1:${sqs.port}`);
  return async () => {
    dynamo.stop();
    await sqs.stop();
  };
}
