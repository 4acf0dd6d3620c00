import { setTimeout as sleep } from 'node:timers/promises';
import type { _Record } from '@aws-sdk/client-dynamodb-streams';
import type { AsyncInvoker } from '../lambda/async-invoker.ts';
import type { FunctionPool } from '../lambda/function-pool.ts';
import type { StreamMapping } from '../plan.ts';
import { failedIdentifiers } from './batch-response.ts';
import { matchesFilters } from './filter.ts';
import { type StreamRecord, toStreamRecord } from './records.ts';
import type { StreamReader } from './stream-reader.ts';

const BUSY_POLL_MS = 20;
const IDLE_POLL_MS = 100;
/** Rounds without a record before polling slows down: about two seconds. */
const ROUNDS_UNTIL_IDLE = 100;
const FIRST_RETRY_MS = 100;
const MAX_RETRY_MS = 5_000;

export type StreamSourceParts = {
  readonly pool: FunctionPool;
  readonly failures: AsyncInvoker;
  readonly log: (functionName: string, line: string) => void;
};

/** A table's stream feeding a function, in order; a batch that fails holds its shard up until it is handled or given up. */
export class StreamSource {
  private readonly mapping: StreamMapping;
  private readonly reader: StreamReader;
  private readonly pool: FunctionPool;
  private readonly failures: AsyncInvoker;
  private readonly log: StreamSourceParts['log'];
  private lastTrouble = '';
  private readonly abort = new AbortController();
  private gate: Promise<void> = Promise.resolve();
  private loop: Promise<void> | undefined;
  private step: Promise<boolean> = Promise.resolve(false);

  constructor(mapping: StreamMapping, reader: StreamReader, parts: StreamSourceParts) {
    this.mapping = mapping;
    this.reader = reader;
    this.pool = parts.pool;
    this.failures = parts.failures;
    this.log = parts.log;
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
    for (const shardId of await this.reader.shardIds(0)) {
      if ((await this.reader.peek(shardId, 1)).records.length > 0) return true;
    }
    return false;
  }

  private async pollForever(): Promise<void> {
    let emptyRounds = 0;
    while (!this.abort.signal.aborted) {
      await this.gate;
      this.step = this.pollShards();
      const found = await this.step.catch((error: unknown) => this.report(error));
      emptyRounds = found ? 0 : emptyRounds + 1;
      if (!found) await sleep(emptyRounds > ROUNDS_UNTIL_IDLE ? IDLE_POLL_MS : BUSY_POLL_MS);
    }
  }

  /** Said once per kind of trouble; reading goes on from the last checkpoint. */
  private report(error: unknown): false {
    const trouble = `reading the stream failed: ${error instanceof Error ? error.message : String(error)}`;
    if (trouble !== this.lastTrouble && !this.abort.signal.aborted) this.log(this.mapping.functionName, trouble);
    this.lastTrouble = trouble;
    return false;
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

  /** True when the records are behind us: handled, filtered away, or given up after their retries. False only when stopping. */
  private async deliver(records: readonly _Record[]): Promise<boolean> {
    const all = records.map((record) => toStreamRecord(record, this.mapping.streamArn));
    const wanted = all.filter((record) => matchesFilters(record, this.mapping.filters));
    let pending: Batch[] = wanted.length > 0 ? [{ records: wanted, retries: 0 }] : [];
    for (let batch = pending[0]; batch; batch = pending[0]) {
      if (this.abort.signal.aborted) return false;
      const done = await this.invoke(batch.records);
      const left = batch.records.slice(done);
      const again = left.length > 0 ? await this.afterFailure(left, done > 0 ? 0 : batch.retries) : [];
      pending = [...again, ...pending.slice(1)];
    }
    return true;
  }

  /** What follows a failure, as on AWS: halves if so declared (which is no retry), then retries, then giving up. */
  private async afterFailure(records: readonly StreamRecord[], retries: number): Promise<Batch[]> {
    if (this.mapping.bisectOnError && records.length > 1) {
      const middle = Math.ceil(records.length / 2);
      return [records.slice(0, middle), records.slice(middle)].map((half) => ({ records: half, retries }));
    }
    if (this.mapping.maxRetries >= 0 && retries >= this.mapping.maxRetries) {
      await this.giveUp(records);
      return [];
    }
    const pauseMs = Math.min(FIRST_RETRY_MS * 2 ** retries, MAX_RETRY_MS);
    await sleep(pauseMs, undefined, { signal: this.abort.signal }).catch(() => {});
    return [{ records, retries: retries + 1 }];
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

  private async giveUp(records: readonly StreamRecord[]): Promise<void> {
    if (!this.mapping.onFailureArn) return;
    await this.failures.deliver(this.mapping.onFailureArn, {
      version: '1.0',
      requestContext: { functionArn: this.mapping.functionName, condition: 'RetryAttemptsExhausted' },
      DDBStreamBatchInfo: {
        streamArn: this.mapping.streamArn,
        batchSize: records.length,
        startSequenceNumber: records[0]?.dynamodb?.SequenceNumber,
        endSequenceNumber: records.at(-1)?.dynamodb?.SequenceNumber,
      },
    });
  }
}

type Batch = { readonly records: readonly StreamRecord[]; readonly retries: number };
