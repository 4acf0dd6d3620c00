import { setTimeout as sleep } from 'node:timers/promises';
import type { _Record } from '@aws-sdk/client-dynamodb-streams';
import { LOCAL_REGION } from '../engines/clients.ts';
import type { AsyncInvoker } from '../lambda/async-invoker.ts';
import type { FunctionPool } from '../lambda/function-pool.ts';
import type { StreamMapping } from '../plan.ts';
import { failedIdentifiers } from './batch-response.ts';
import { matchesFilters } from './filter.ts';
import type { StreamReader } from './stream-reader.ts';

const BUSY_POLL_MS = 20;
const IDLE_POLL_MS = 100;
/** Rounds without a record before polling slows down: about two seconds. */
const ROUNDS_UNTIL_IDLE = 100;
const FIRST_RETRY_MS = 100;
const MAX_RETRY_MS = 5_000;

/** A table's stream feeding a function, in order; a batch that fails holds its shard up until it is handled or given up. */
export class StreamSource {
  private readonly mapping: StreamMapping;
  private readonly reader: StreamReader;
  private readonly pool: FunctionPool;
  private readonly failures: AsyncInvoker;
  private readonly abort = new AbortController();
  private gate: Promise<void> = Promise.resolve();
  private loop: Promise<void> | undefined;
  private step: Promise<boolean> = Promise.resolve(false);
  private nextSequence = 0;

  constructor(mapping: StreamMapping, reader: StreamReader, pool: FunctionPool, failures: AsyncInvoker) {
    this.mapping = mapping;
    this.reader = reader;
    this.pool = pool;
    this.failures = failures;
  }

  start(): void {
    this.loop = this.pollForever();
  }

  async pauseUntil(opened: Promise<void>): Promise<void> {
    this.gate = opened;
    await this.step.catch(() => false);
  }

  async stop(): Promise<void> {
    this.abort.abort();
    await Promise.allSettled([this.loop]);
  }

  /** True when records wait that this mapping has not handled yet. */
  async hasLag(): Promise<boolean> {
    for (const shardId of await this.reader.shardIds()) {
      if ((await this.reader.peek(shardId, 1)).records.length > 0) return true;
    }
    return false;
  }

  private async pollForever(): Promise<void> {
    let emptyRounds = 0;
    while (!this.abort.signal.aborted) {
      await this.gate;
      this.step = this.pollShards();
      const found = await this.step.catch(() => false);
      emptyRounds = found ? 0 : emptyRounds + 1;
      if (!found) await sleep(emptyRounds > ROUNDS_UNTIL_IDLE ? IDLE_POLL_MS : BUSY_POLL_MS);
    }
  }

  private async pollShards(): Promise<boolean> {
    let found = false;
    for (const shardId of await this.reader.shardIds()) {
      const { records, next } = await this.reader.peek(shardId, this.mapping.batchSize);
      if (records.length > 0) {
        found = true;
        const handled = await this.deliver(records);
        if (!handled) return true;
      }
      this.reader.advance(shardId, records, next);
    }
    return found;
  }

  /** True when the batch is behind us: handled, filtered away, or given up after its retries. False only when stopping. */
  private async deliver(records: readonly _Record[]): Promise<boolean> {
    let left = records.map((record) => toRecord(record, this.mapping.streamArn));
    left = left.filter((record) => matchesFilters(record, this.mapping.filters));
    let size = left.length;
    for (let retries = 0; left.length > 0; ) {
      if (this.abort.signal.aborted) return false;
      const batch = left.slice(0, size);
      const done = await this.invoke(batch);
      left = left.slice(done);
      if (done === batch.length) {
        [retries, size] = [0, left.length];
        continue;
      }
      if (done > 0) retries = 0;
      const exhausted = this.mapping.maxRetries >= 0 && retries >= this.mapping.maxRetries;
      if (exhausted && size > 1 && this.mapping.bisectOnError) [retries, size] = [0, Math.ceil(size / 2)];
      else if (exhausted) {
        left = await this.giveUp(left, size - done);
        [retries, size] = [0, left.length];
      } else {
        await sleep(Math.min(FIRST_RETRY_MS * 2 ** retries, MAX_RETRY_MS), undefined, {
          signal: this.abort.signal,
        }).catch(() => {});
        retries += 1;
      }
    }
    return true;
  }

  /** How many records from the front are done: all, none, or those before the lowest one reported as failed. */
  private async invoke(batch: readonly StreamRecord[]): Promise<number> {
    const result = await this.pool.invoke(this.mapping.functionName, { Records: batch });
    if (!result.ok) return 0;
    if (!this.mapping.reportsItemFailures) return batch.length;
    const ids = batch.map((record) => record.dynamodb?.SequenceNumber ?? '');
    const failed = failedIdentifiers(result.payload, ids);
    return failed.length === 0 ? batch.length : Math.min(...failed.map((id) => ids.indexOf(id)));
  }

  private async giveUp(left: StreamRecord[], count: number): Promise<StreamRecord[]> {
    const lost = left.slice(0, Math.max(count, 1));
    this.nextSequence += 1;
    if (this.mapping.onFailureArn) {
      await this.failures.deliver(this.mapping.onFailureArn, {
        version: '1.0',
        requestContext: { functionArn: this.mapping.functionName, condition: 'RetryAttemptsExhausted' },
        DDBStreamBatchInfo: {
          streamArn: this.mapping.streamArn,
          batchSize: lost.length,
          startSequenceNumber: lost[0]?.dynamodb?.SequenceNumber,
          endSequenceNumber: lost.at(-1)?.dynamodb?.SequenceNumber,
        },
      });
    }
    return left.slice(lost.length);
  }
}

type StreamRecord = ReturnType<typeof toRecord>;

function toRecord(record: _Record, streamArn: string) {
  const createdAt = record.dynamodb?.ApproximateCreationDateTime;
  const dynamodb = record.dynamodb && {
    ...record.dynamodb,
    ...(createdAt && { ApproximateCreationDateTime: Math.floor(createdAt.getTime() / 1000) }),
  };
  return { ...record, dynamodb, awsRegion: LOCAL_REGION, eventSourceARN: streamArn };
}
