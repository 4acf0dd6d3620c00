import {
  type _Record,
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import type { Checkpoints } from './checkpoints.ts';

const MAX_SHARDS = 100;
/** A shard splits every few hours at most. */
const SHARDS_KNOWN_MS = 1_000;

/** Reads a table's stream shard by shard, from where the checkpoints say. */
export class StreamReader {
  private readonly client: DynamoDBStreamsClient;
  private readonly streamArn: string;
  private readonly checkpoints: Checkpoints;
  private readonly start: 'TRIM_HORIZON' | 'LATEST';
  private shards: { readonly ids: readonly string[]; readonly readMs: number } | undefined;
  private readonly iterators = new Map<string, string | undefined>();

  constructor(
    client: DynamoDBStreamsClient,
    streamArn: string,
    checkpoints: Checkpoints,
    start: 'TRIM_HORIZON' | 'LATEST',
  ) {
    this.client = client;
    this.streamArn = streamArn;
    this.checkpoints = checkpoints;
    this.start = start;
  }

  /** The stream's shards, as they were at most `maxAgeMs` ago; a stream without any is asked again each time. */
  async shardIds(maxAgeMs = SHARDS_KNOWN_MS): Promise<readonly string[]> {
    const known = this.shards;
    if (known && known.ids.length > 0 && performance.now() - known.readMs < maxAgeMs) return known.ids;
    this.shards = { ids: await this.listShards(), readMs: performance.now() };
    return this.shards.ids;
  }

  /** Up to `limit` records that come next; reading does not move on until `advance`. */
  async peek(shardId: string, limit: number): Promise<{ records: _Record[]; next: string | undefined }> {
    if (!this.iterators.has(shardId)) this.iterators.set(shardId, await this.iterator(shardId));
    const ShardIterator = this.iterators.get(shardId);
    if (!ShardIterator) return { records: [], next: undefined };
    try {
      const answer = await this.client.send(new GetRecordsCommand({ ShardIterator, Limit: limit }));
      return { records: answer.Records ?? [], next: answer.NextShardIterator };
    } catch (error) {
      // An iterator lives 15 minutes; the checkpoint says where to take the next.
      this.iterators.delete(shardId);
      throw error;
    }
  }

  advance(shardId: string, records: readonly _Record[], next: string | undefined): void {
    this.iterators.set(shardId, next);
    const last = records.at(-1)?.dynamodb?.SequenceNumber;
    if (last) this.checkpoints.set(shardId, last);
  }

  private async listShards(): Promise<string[]> {
    const found: string[] = [];
    let after: string | undefined;
    do {
      const command = new DescribeStreamCommand({ StreamArn: this.streamArn, ExclusiveStartShardId: after });
      const { StreamDescription } = await this.client.send(command);
      for (const shard of StreamDescription?.Shards ?? []) if (shard.ShardId) found.push(shard.ShardId);
      after = StreamDescription?.LastEvaluatedShardId;
    } while (after && found.length < MAX_SHARDS);
    return found;
  }

  private async iterator(ShardId: string): Promise<string | undefined> {
    const SequenceNumber = this.checkpoints.get(ShardId);
    const position = SequenceNumber
      ? ({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber } as const)
      : ({ ShardIteratorType: this.start } as const);
    const command = new GetShardIteratorCommand({ StreamArn: this.streamArn, ShardId, ...position });
    return (await this.client.send(command)).ShardIterator;
  }
}
