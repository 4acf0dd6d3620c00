import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { queueHandler } from '../../shared/platform/queue/consume.ts';
import { silentLog } from '../support/log.ts';

const record = (messageId: string, body: string): SQSRecord =>
  ({ messageId, body, attributes: { ApproximateReceiveCount: '2' } }) as unknown as SQSRecord;

const eventOf = (...records: SQSRecord[]): SQSEvent => ({ Records: records });

describe('a queue consumer', () => {
  it('brings back what it could not read or do, and nothing else', async () => {
    const done: string[] = [];
    const handle = queueHandler(
      z.strictObject({ id: z.string() }),
      { log: silentLog },
      async ({ message, attempt }) => {
        if (message.id === 'bad') throw new Error('no');
        done.push(`${message.id} ${attempt}`);
      },
    );
    const answer = await handle(
      eventOf(
        record('m1', '{"id":"a"}'),
        record('m2', '{"id":"bad"}'),
        record('m3', 'oops'),
        record('m4', '{"ID":"a"}'),
      ),
    );
    expect(done).toEqual(['a 2']);
    expect(answer.batchItemFailures.map((each) => each.itemIdentifier).sort()).toEqual(['m2', 'm3', 'm4']);
  });

  it('logs no part of a body that it can not read', async () => {
    const logged: unknown[] = [];
    const log = { ...silentLog, warn: (...parts: unknown[]) => void logged.push(parts) };
    const handle = queueHandler(z.strictObject({ id: z.string() }), { log }, async () => {});
    await handle(eventOf(record('m1', '+12175550142 called'), record('m2', '{"id":"+12175550142" oops')));
    expect(logged).toHaveLength(2);
    expect(JSON.stringify(logged)).toContain('m1');
    expect(JSON.stringify(logged)).not.toMatch(/1217|called|oops/);
  });
});
