import { join } from 'node:path';
import { z } from 'zod';
import { readJsonFile, writeJsonFile } from '../state/json-file.ts';

/** How far a stream mapping has read each shard: the last sequence number that was handled. */
export type Checkpoints = {
  get(shardId: string): string | undefined;
  set(shardId: string, sequenceNumber: string): void;
  /** Where shards without a checkpoint begin: as decided when the mapping first saw this stream, or `fresh` if this is now. */
  startingPosition(fresh: StartingPosition): StartingPosition;
};
type StartingPosition = 'TRIM_HORIZON' | 'LATEST';

const fileSchema = z.object({
  streamArn: z.string(),
  start: z.enum(['TRIM_HORIZON', 'LATEST']).optional(),
  shards: z.record(z.string(), z.string()),
});

/** Opens a mapping's checkpoints. They belong to one stream: a table made anew starts from its beginning. */
export function openCheckpoints(dir: string, mappingId: string, streamArn: string): Checkpoints {
  const file = join(dir, `${mappingId}.json`);
  const parsed = fileSchema.safeParse(readJsonFile(file));
  const saved = parsed.success && parsed.data.streamArn === streamArn ? parsed.data : { streamArn, shards: {} };
  const state: z.infer<typeof fileSchema> = saved;
  return {
    get: (shardId) => state.shards[shardId],
    set: (shardId, sequenceNumber) => {
      state.shards[shardId] = sequenceNumber;
      writeJsonFile(file, state);
    },
    startingPosition: (fresh) => {
      if (!state.start) {
        state.start = fresh;
        writeJsonFile(file, state);
      }
      return state.start;
    },
  };
}
