import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { z } from 'zod';
import { invariant } from '../kernel/result.ts';
import { minorStored } from '../kernel/schemas.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { MAX_ROWS } from './parse-adjustments.ts';
import type { UploadStore } from './ports.ts';
import { type Chunk, ROWS_A_CHUNK, type Upload } from './upload.ts';

/** Items in table `outcomes`: `UPLOAD#<id>` / `UPLOAD`, and `CHUNK#<number, 4 digits>`. */
const headKey = (uploadId: string) => ({ pk: `UPLOAD#${uploadId}`, sk: 'UPLOAD' });
const CHUNK_PREFIX = 'CHUNK#';
const chunkKey = (uploadId: string, number: number) => ({
  pk: `UPLOAD#${uploadId}`,
  sk: `${CHUNK_PREFIX}${String(number).padStart(4, '0')}`,
});

const storedUpload = z.object({
  uploadId: z.string(),
  sha256: z.string(),
  rows: z.int().positive(),
  chunks: z.int().positive(),
  byKeyId: z.string(),
  atMs: z.int().nonnegative(),
});

const storedRequest = z.discriminatedUnion('action', [
  z.object({ action: z.literal('reverse'), outcomeId: z.string(), reason: z.string() }),
  z.object({
    action: z.literal('change'),
    outcomeId: z.string(),
    reason: z.string(),
    chargeMinor: minorStored,
    payoutMinor: minorStored,
    currency: z.string(),
  }),
]);

const storedChunk = z.object({
  number: z.int().positive(),
  rows: z.array(z.object({ line: z.int().positive(), request: storedRequest })).max(ROWS_A_CHUNK),
  doneAtMs: z.int().optional(),
  failed: z.array(z.object({ line: z.int(), reason: z.string() })),
});

const CONCURRENCY = 8;
const MAX_PAGES = 20;

export function dynamoUploads(client: DynamoDBDocumentClient, tableName: string): UploadStore {
  /** False when something is there. */
  async function putNew(item: Record<string, unknown>): Promise<boolean> {
    try {
      const condition = 'attribute_not_exists(pk)';
      await client.send(new PutCommand({ TableName: tableName, Item: item, ConditionExpression: condition }));
      return true;
    } catch (error) {
      if (isConditionFailure(error)) return false;
      throw error;
    }
  }

  async function get(uploadId: string): Promise<Upload | undefined> {
    const request = new GetCommand({ TableName: tableName, Key: headKey(uploadId), ConsistentRead: true });
    const { Item } = await client.send(request);
    return Item && storedUpload.parse(Item);
  }

  return {
    get,

    async create(upload) {
      if (await putNew({ ...headKey(upload.uploadId), ...upload })) return upload;
      const standing = await get(upload.uploadId);
      invariant(standing, `upload ${upload.uploadId} was there a moment ago`);
      return standing;
    },

    async addChunks(uploadId, chunks) {
      const add = (chunk: (typeof chunks)[number]) => putNew({ ...chunkKey(uploadId, chunk.number), ...chunk });
      await pMap(chunks, add, { concurrency: CONCURRENCY });
    },

    async chunks(uploadId) {
      const chunks: Chunk[] = [];
      let start: Record<string, unknown> | undefined;
      for (let page = 0; page < MAX_PAGES; page += 1) {
        const answer = await client.send(
          new QueryCommand({
            TableName: tableName,
            KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
            ExpressionAttributeValues: { ':pk': headKey(uploadId).pk, ':prefix': CHUNK_PREFIX },
            ConsistentRead: true,
            ExclusiveStartKey: start,
          }),
        );
        chunks.push(...(answer.Items ?? []).map((item) => storedChunk.parse(item)));
        start = answer.LastEvaluatedKey;
        if (!start) return chunks;
      }
      throw new Error(`upload ${uploadId} has more than the ${MAX_ROWS} rows there may be`);
    },

    async chunk(uploadId, number) {
      const request = new GetCommand({ TableName: tableName, Key: chunkKey(uploadId, number), ConsistentRead: true });
      const { Item } = await client.send(request);
      return Item && storedChunk.parse(Item);
    },

    async finishChunk(uploadId, number, failed, atMs) {
      await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: chunkKey(uploadId, number),
          UpdateExpression: 'SET doneAtMs = if_not_exists(doneAtMs, :at), #failed = :failed',
          ExpressionAttributeNames: { '#failed': 'failed' },
          ExpressionAttributeValues: { ':at': atMs, ':failed': failed },
        }),
      );
    },
  };
}
