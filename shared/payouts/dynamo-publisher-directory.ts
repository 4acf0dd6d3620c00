import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { parsePayee } from '../catalog/dynamo-items.ts';
import { BY_OWNER, owner, publisherKey } from '../catalog/keys.ts';
import { problemOfPayee } from '../catalog/payee.ts';
import { DEFAULT_SCHEDULE, PAYOUT_SCHEDULES } from '../catalog/payout-schedule.ts';
import { minorStored } from '../kernel/schemas.ts';
import type { PagedList } from '../platform/cursor.ts';
import { queryPage } from '../platform/query-page.ts';
import type { PayoutTerms, PublisherDirectory } from './ports.ts';

const LIST: PagedList = {
  name: 'payout-publishers',
  fixed: { ownerKey: owner.publishers },
  free: ['pk', 'sk', 'ownerSort'],
};

/** One page fills a hundred requests to the queue: about two seconds between two marks of progress. */
const PAGE_SIZE = 1_000;

const schedule = z.enum(PAYOUT_SCHEDULES).default(DEFAULT_SCHEDULE);

const listed = z
  .object({ publisherId: z.string(), createdAtMs: z.int(), payoutSchedule: schedule })
  .transform(({ payoutSchedule, ...rest }) => ({ ...rest, schedule: payoutSchedule }));

const paid = z.object({
  publisherId: z.string(),
  currency: z.string(),
  payoutThresholdMinor: minorStored,
  netDays: z.int().nonnegative().optional(),
  reserveBps: z.int().min(0).optional(),
  reservePeriods: z.int().positive().optional(),
  payoutSchedule: schedule,
  payee: z.unknown().optional(),
});

const sealed = z.object({ accountSealed: z.string() });

function payeeTerms(item: unknown): Pick<PayoutTerms, 'payee' | 'payeeProblem'> {
  if (item === undefined) return { payeeProblem: 'no-payee' };
  const payee = parsePayee(item);
  const { legalName, nameInFile, method, accountMasked } = payee;
  return {
    payee: { legalName, nameInFile, method, accountMasked, ...sealed.parse(item) },
    payeeProblem: problemOfPayee(payee),
  };
}

/** Publishers as the catalog keeps them; the bank details stay sealed. */
export const dynamoPublisherDirectory = (client: DynamoDBDocumentClient, table: string): PublisherDirectory => ({
  async page(cursor) {
    const source = { table, index: BY_OWNER, list: LIST };
    const { items, nextCursor } = await queryPage(client, source, { limit: PAGE_SIZE, cursor }, (item) =>
      listed.parse(item),
    );
    return { publishers: items, next: nextCursor };
  },
  async payoutTerms(publisherId) {
    const answer = await client.send(
      new GetCommand({ TableName: table, Key: publisherKey(publisherId), ConsistentRead: true }),
    );
    if (!answer.Item) return undefined;
    const {
      currency,
      payoutThresholdMinor,
      netDays,
      reserveBps = 0,
      reservePeriods = 1,
      payoutSchedule,
      payee,
    } = paid.parse(answer.Item);
    return {
      publisherId,
      currency,
      thresholdMinor: payoutThresholdMinor,
      netDays,
      schedule: payoutSchedule,
      reserve: { bps: reserveBps, periods: reservePeriods },
      ...payeeTerms(payee),
    };
  },
});
