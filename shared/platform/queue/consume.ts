import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import pMap from 'p-map';
import type { z } from 'zod';
import type { Log } from '../log.ts';

export type QueueHandler = (event: SQSEvent) => Promise<SQSBatchResponse>;

export interface Received<M> {
  readonly message: M;
  /** How often this message was delivered, this time included. */
  readonly attempt: number;
}

/** Messages of one batch handled at the same time; small, because each holds connections of the same container. */
const CONCURRENCY = 5;

/** Node's own error quotes the text it could not read, and a log must not. */
function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Error('the body is not valid JSON');
  }
}

async function handleOne<M>(
  record: SQSRecord,
  schema: z.ZodType<M>,
  run: (received: Received<M>) => Promise<void>,
): Promise<void> {
  const message = schema.parse(jsonOf(record.body));
  await run({ message, attempt: Number(record.attributes.ApproximateReceiveCount) });
}

/**
 * A queue consumer: anything not provably done is a failed record, so the queue brings that one back (and after five
 * tries moves it to the dead-letter queue) while the others are gone.
 */
export function queueHandler<M>(
  schema: z.ZodType<M>,
  deps: { readonly log: Log },
  run: (received: Received<M>) => Promise<void>,
): QueueHandler {
  return async (event) => {
    const failed: string[] = [];
    const handle = async (record: SQSRecord): Promise<void> => {
      try {
        await handleOne(record, schema, run);
      } catch (error) {
        const reason = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
        deps.log.warn('message failed', { messageId: record.messageId, reason: reason.slice(0, 500) });
        failed.push(record.messageId);
      }
    };
    await pMap(event.Records, handle, { concurrency: CONCURRENCY });
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}
