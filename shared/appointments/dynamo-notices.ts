import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { dayOf } from '../kernel/time.ts';
import { sortableMs } from '../outcomes/keys.ts';
import { queryPage } from '../platform/query-page.ts';
import { noticesPk } from './keys.ts';
import { NOTICE_KINDS, type Notice, type NoticeReader, type Notices } from './notices.ts';

const stored = z.object({
  outcomeId: z.string(),
  kind: z.enum(NOTICE_KINDS),
  atMs: z.int(),
  sequence: z.int().nonnegative(),
});

const pkOf = (notice: Notice): string => noticesPk(dayOf(notice.atMs, 'UTC'));

/** Notices in table `outcomes`, by the day on which they are due. */
export function dynamoNotices(client: DynamoDBDocumentClient, table: string): Notices & NoticeReader {
  return {
    async add(notice) {
      const { outcomeId, kind, atMs } = notice;
      const key = { pk: pkOf(notice), sk: `${sortableMs(atMs)}#${outcomeId}#${kind}` };
      await client.send(new PutCommand({ TableName: table, Item: { ...key, ...notice } }));
    },
    ofDay: (day, page) =>
      queryPage(
        client,
        { table, list: { name: 'notices', fixed: { pk: noticesPk(day) }, free: ['sk'] } },
        page,
        (item) => stored.parse(item),
      ),
  };
}
