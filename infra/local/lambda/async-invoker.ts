import { setTimeout as sleep } from 'node:timers/promises';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { AsyncConfig, QueueResource } from '../plan.ts';
import { functionNameOf } from '../plan.ts';
import type { FunctionPool } from './function-pool.ts';

/** Lambda waits one minute, then two; nobody at a terminal does. */
const RETRY_DELAYS_MS = [500, 1_000] as const;
const DEFAULT_RETRIES = 2;

export type AsyncInvoker = {
  /** Sends an event to a function or queue ARN and resolves when it is delivered, or given up after the retries. */
  deliver(targetArn: string, event: unknown): Promise<void>;
  readonly pendingCount: number;
};

/** Asynchronous invocation as Lambda does it: retries, then the failure destination if one is declared. */
export function createAsyncInvoker(
  pool: FunctionPool,
  configs: readonly AsyncConfig[],
  queues: readonly QueueResource[],
  sqs: SQSClient,
): AsyncInvoker {
  let pendingCount = 0;
  const send = async (queueArn: string, body: unknown): Promise<void> => {
    const queue = queues.find((each) => each.arn === queueArn);
    if (!queue) throw new Error(`no queue ${queueArn}`);
    await sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: JSON.stringify(body) }));
  };
  const invoke = async (functionName: string, event: unknown): Promise<void> => {
    const config = configs.find((each) => each.functionName === functionName);
    const maxRetries = config?.maxRetries ?? DEFAULT_RETRIES;
    for (let attempt = 0; attempt <= maxRetries; attempt += 1) {
      const result = await pool.invoke(functionName, event);
      if (result.ok) return;
      if (attempt < maxRetries) await sleep(RETRY_DELAYS_MS[attempt] ?? 0);
      else if (config?.onFailureArn)
        await send(config.onFailureArn, failureRecord(functionName, event, result, attempt + 1));
    }
  };
  return {
    get pendingCount() {
      return pendingCount;
    },
    deliver: async (targetArn, event) => {
      pendingCount += 1;
      try {
        if (targetArn.includes(':sqs:')) await send(targetArn, event);
        else await invoke(functionNameOf(targetArn), event);
      } finally {
        pendingCount -= 1;
      }
    },
  };
}

function failureRecord(
  functionName: string,
  requestPayload: unknown,
  failure: { errorType: string; message: string },
  attempts: number,
): unknown {
  return {
    version: '1.0',
    requestContext: { functionArn: functionName, condition: 'RetriesExhausted', approximateInvokeCount: attempts },
    requestPayload,
    responsePayload: { errorType: failure.errorType, errorMessage: failure.message },
  };
}
