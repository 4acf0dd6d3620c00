import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** Texts in a bucket, as every context's own port of files asks for them. */
interface TextFiles {
  put(key: string, body: string, contentType: string): Promise<void>;
  /** Undefined where there is none. */
  get(key: string): Promise<string | undefined>;
}

export const s3Files = (client: S3Client, bucket: string): TextFiles => ({
  async put(key, body, contentType) {
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: contentType }));
  },
  async get(key) {
    try {
      const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return await answer.Body?.transformToString('utf8');
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  },
});
