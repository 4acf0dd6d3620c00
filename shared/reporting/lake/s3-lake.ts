import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGzip } from 'node:zlib';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Lake } from './export-day.ts';
import { LAKE_FOLDER } from './model.ts';

/** Gzipped JSON Lines in the files bucket; gzip writes no time, so the same lines are the same bytes. */
export const s3Lake = (client: S3Client, bucket: string): Lake => ({
  async put(set, day, lines) {
    const body = await buffer(Readable.from(lines).compose(createGzip()));
    await client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: `${LAKE_FOLDER}/${set}/day=${day}/${set}.jsonl.gz`,
        Body: body,
        ContentType: 'application/gzip',
      }),
    );
  },
});
