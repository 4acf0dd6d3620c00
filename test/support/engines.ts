import { startFauxqs } from 'fauxqs';
import type { TestProject } from 'vitest/node';
import { freePort, startDynamo } from './start-engines.ts';

declare module 'vitest' {
  interface ProvidedContext {
    dynamoEndpoint: string;
    sqsEndpoint: string;
  }
}

/** One DynamoDB and one SQS/S3 engine for the whole run; each test file makes tables and queues of its own on them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dynamo = await startDynamo();
  const sqs = await startFauxqs({ port: await freePort(), logger: false });
  project.provide('dynamoEndpoint', dynamo.endpoint);
  project.provide('sqsEndpoint', `http://127.0.0.1:${sqs.port}`);
  return async () => {
    dynamo.stop();
    await sqs.stop();
  };
}
