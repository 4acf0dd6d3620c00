import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { approveRun } from '../../shared/payouts/approve-run.ts';
import { issuePayments } from '../../shared/payouts/issue-payments.ts';
import { requestRun } from '../../shared/payouts/open-run.ts';
import type { FileStore } from '../../shared/payouts/ports.ts';
import { fileKey, readFile } from '../../shared/payouts/read-file.ts';
import { s3Files } from '../../shared/platform/s3-files.ts';
import { ANNA, BEN, createWorld } from './world.ts';

const BUCKET = 'payout-files-test';

describe('files on the S3 engine', () => {
  const client = new S3Client({
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    endpoint: inject('sqsEndpoint'),
    forcePathStyle: true,
  });
  let files: FileStore;
  beforeAll(async () => {
    await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
    files = s3Files(client, BUCKET);
  });

  it('come back byte for byte, and what is not there is undefined', async () => {
    await files.put('payouts/run/a.csv', 'é,1\r\n', 'text/csv');
    expect(await files.get('payouts/run/a.csv')).toBe('é,1\r\n');
    expect(await files.get('payouts/run/b.csv')).toBeUndefined();
  });

  it('are not handed out once they differ from what was issued', async () => {
    const world = await createWorld();
    await world.addPublisher('pub_a');
    await world.owe('pub_a', '2026-03-01', 10n);
    const { runId } = await requestRun(world, '2026-03-01', ANNA);
    await world.draw(await world.run(runId));
    await approveRun(world, runId, BEN);
    await issuePayments({ ...world, files }, Number.MAX_SAFE_INTEGER);
    const name = (await world.run(runId)).files[0]?.name ?? '';
    expect((await readFile({ ...world, files }, runId, name)).content).toContain('0.10,USD');
    await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: fileKey(runId, name), Body: 'forged' }));
    await expect(readFile({ ...world, files }, runId, name)).rejects.toThrow('as it was issued');
  });
});
