import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { FunctionPool } from '../lambda/function-pool.ts';
import type { SqsMapping } from '../plan.ts';
import { failedIdentifiers } from './batch-response.ts';
import { matchesFilters } from './filter.ts';
import { toSqsRecord } from './records.ts';

const LONG_POLL_SECONDS = 5;
const MAX_RECEIVE = 10;
const ERROR_PAUSE_MS = 500;

/** A queue feeding a function. */
export class SqsSource {
  private readonly mapping: SqsMapping;
  private readonly queueUrl: string;
  private readonly sqs: SQSClient;
  private readonly pool: FunctionPool;
  private readonly abort = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private gate: Promise<void> = Promise.resolve();
  private loop: Promise<void> | undefined;

  constructor(mapping: SqsMapping, queueUrl: string, sqs: SQSClient, pool: FunctionPool) {
    this.mapping = mapping;
    this.queueUrl = queueUrl;
    this.sqs = sqs;
    this.pool = pool;
  }

  start(): void {
    this.loop = this.receiveForever();
  }

  /** Batches in work now. */
  get runningCount(): number {
    return this.running.size;
  }

  /** Starts no further batch until `opened` and resolves when those in work are done. */
  async pauseUntil(opened: Promise<void>): Promise<void> {
    this.gate = opened;
    await Promise.allSettled(this.running);
  }

  async stop(): Promise<void> {
    this.abort.abort();
    await Promise.allSettled([this.loop, ...this.running]);
  }

  /** One receiver; batches are worked on beside it, up to the mapping's concurrency, so that a backlog drains at full speed. */
  private async receiveForever(): Promise<void> {
    while (!this.abort.signal.aborted) {
      try {
        await this.gate;
        if (this.running.size >= this.mapping.maxConcurrency) {
          await Promise.race(this.running);
          continue;
        }
        const messages = await this.receiveBatch();
        await this.gate;
        if (messages.length > 0) this.work(messages);
      } catch {
        // The engine is stopping or busy; what was received comes back after its visibility timeout.
        if (!this.abort.signal.aborted) await sleep(ERROR_PAUSE_MS);
      }
    }
  }

  private work(messages: Message[]): void {
    const task = this.process(messages)
      .catch(() => {
        // Not deleted: the messages come back after the visibility timeout and end in the dead-letter queue.
      })
      .finally(() => this.running.delete(task));
    this.running.add(task);
  }

  /** Up to `batchSize` messages; waits for more only as long as the mapping's window says. */
  private async receiveBatch(): Promise<Message[]> {
    const batch = await this.receive(this.mapping.batchSize, LONG_POLL_SECONDS);
    if (batch.length === 0) return batch;
    const endMs = performance.now() + this.mapping.windowMs;
    while (batch.length < this.mapping.batchSize && !this.abort.signal.aborted) {
      const leftSeconds = Math.ceil((endMs - performance.now()) / 1000);
      if (leftSeconds <= 0) break;
      batch.push(...(await this.receive(this.mapping.batchSize - batch.length, leftSeconds)));
    }
    return batch;
  }

  private async receive(wanted: number, waitSeconds: number): Promise<Message[]> {
    const command = new ReceiveMessageCommand({
      QueueUrl: this.queueUrl,
      MaxNumberOfMessages: Math.min(wanted, MAX_RECEIVE),
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    const { Messages } = await this.sqs.send(command, { abortSignal: this.abort.signal });
    return Messages ?? [];
  }

  private async process(messages: readonly Message[]): Promise<void> {
    const records = messages.map((message) => toSqsRecord(message, this.mapping.queueArn));
    const wanted = records.filter((record) =>
      matchesFilters({ ...record, body: tryJson(record.body) }, this.mapping.filters),
    );
    // A filtered message counts as done, as on AWS.
    const done = records.filter((record) => !wanted.includes(record));
    if (wanted.length > 0) {
      const result = await this.pool.invoke(this.mapping.functionName, { Records: wanted });
      const ids = wanted.map((record) => record.messageId);
      const failed = result.ok && this.mapping.reportsItemFailures ? failedIdentifiers(result.payload, ids) : [];
      if (result.ok) done.push(...wanted.filter((record) => !failed.includes(record.messageId)));
    }
    await this.delete(done.map((record) => record.receiptHandle));
  }

  private async delete(handles: readonly string[]): Promise<void> {
    for (let from = 0; from < handles.length; from += MAX_RECEIVE) {
      const Entries = handles
        .slice(from, from + MAX_RECEIVE)
        .map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
      await this.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: this.queueUrl, Entries }));
    }
  }
}

function tryJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
