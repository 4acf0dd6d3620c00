import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import type { Item } from './engine/item.ts';
import type { Faults } from './faults.ts';
import type { Scheduler } from './scheduler.ts';
import type { Answer } from './world.ts';

const BATCH_RECORDS = 20;
/** As infra/constructs/triggers.ts: then the batch is set aside, and only a rebuild brings its facts. */
const MAX_RETRIES = 10;
const MAX_PAUSE_MS = 60_000;

type Consume = (id: string, records: readonly DynamoDBRecord[]) => Promise<Answer<DynamoDBBatchResponse>>;

interface Parts {
  readonly scheduler: Scheduler;
  readonly faults: Faults;
}

/**
 * A table's stream and who follows it: records in order, a batch again until it passes or was tried too often, and again now and
 * then though it did pass.
 */
export class TableStream {
  /** Batches that were given up. */
  givenUp = 0;
  readonly #consume: Consume;
  readonly #parts: Parts;
  readonly #records: DynamoDBRecord[] = [];
  #read = 0;
  #batches = 0;
  #isFollowed = false;

  constructor(consume: Consume, parts: Parts) {
    this.#consume = consume;
    this.#parts = parts;
  }

  append(item: Item): void {
    const SequenceNumber = String(this.#records.length);
    const NewImage = marshall(item, { removeUndefinedValues: true }) as never;
    this.#records.push({ eventName: 'MODIFY', dynamodb: { SequenceNumber, NewImage } });
    if (this.#isFollowed) return;
    this.#isFollowed = true;
    this.#parts.scheduler.in(1_000, () => void this.#follow());
  }

  async #follow(): Promise<void> {
    let tries = 0;
    while (this.#read < this.#records.length) {
      const batch = this.#records.slice(this.#read, this.#read + BATCH_RECORDS);
      this.#batches += 1;
      const place = `records(${this.#read}-)/${this.#batches}`;
      const answer = await this.#consume(place, batch);
      const passed = passedBy(answer, batch, this.#read);
      this.#read += passed;
      tries = passed > 0 ? 0 : tries + 1;
      if (tries > MAX_RETRIES) {
        this.givenUp += 1;
        this.#read += batch.length;
        tries = 0;
      }
      const { faults, scheduler } = this.#parts;
      // The reader lost its place.
      if (faults.strikes('doubled', place, faults.dice(`${place}/again`), 0.05)) this.#read -= passed;
      await scheduler.wait(tries === 0 ? 1_000 : Math.min(MAX_PAUSE_MS, 1_000 * 2 ** tries));
    }
    this.#isFollowed = false;
  }
}

/** How many records are behind the reader: those before the first that failed. */
function passedBy(answer: Answer<DynamoDBBatchResponse>, batch: readonly unknown[], first: number): number {
  if (!answer.ok) return 0;
  const [failed] = answer.value.batchItemFailures;
  return failed ? Number(failed.itemIdentifier) - first : batch.length;
}
