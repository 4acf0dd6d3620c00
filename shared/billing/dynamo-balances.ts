import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { minorStored } from '../kernel/schemas.ts';
import { type Clock, dayOf } from '../kernel/time.ts';
import { balancePk } from './keys.ts';
import { FIRST_YEAR, type Month, monthOf, yearOf } from './model.ts';
import type { AccountBalance, BalanceReader } from './ports.ts';

const MONTHS = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'] as const;

const stored = z.object({ sk: z.string() }).catchall(z.unknown());

/** Balances out of the books: months up to one added up, in memory that grows with accounts, not with entries. */
export function dynamoBalances(
  client: DynamoDBDocumentClient,
  tableName: string,
  clock: Clock,
  zone: string,
): BalanceReader {
  async function* items(year: number, account: string | undefined): AsyncGenerator<readonly unknown[]> {
    let start: Record<string, unknown> | undefined;
    do {
      const answer = await client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: account === undefined ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :account)',
          ExpressionAttributeValues: { ':pk': balancePk(year), ':account': account && `${account}#` },
          ConsistentRead: true,
          ExclusiveStartKey: start,
        }),
      );
      yield answer.Items ?? [];
      start = answer.LastEvaluatedKey;
    } while (start);
  }

  async function read(through: Month | undefined, account?: string): Promise<readonly AccountBalance[]> {
    const sums = new Map<string, AccountBalance>();
    // Next year's first entries may be there while this container's clock still shows the old one.
    const last = through ?? `${yearOf(monthOf(dayOf(clock.nowMs(), zone))) + 1}-12`;
    for (let year = FIRST_YEAR; year <= yearOf(last); year += 1) {
      const months = MONTHS.filter((month) => `${year}-${month}` <= last);
      for await (const page of items(year, account)) for (const item of page) addItem(sums, item, months);
    }
    return [...sums.keys()].sort().flatMap((key) => sums.get(key) ?? []);
  }

  return { all: (through) => read(through), of: (account, through) => read(through, account) };
}

const amount = minorStored.default(0n);
const count = z.int().default(0);

function addItem(sums: Map<string, AccountBalance>, item: unknown, months: readonly string[]): void {
  const { sk, ...rest } = stored.parse(item);
  const [account = '', currency = ''] = sk.split('#');
  const key = `${account} ${currency}`;
  const before = sums.get(key);
  let balanceMinor = before?.balanceMinor ?? 0n;
  let postings = before?.postings ?? 0;
  for (const month of months) {
    balanceMinor += amount.parse(rest[`m${month}`]);
    postings += count.parse(rest[`n${month}`]);
  }
  if (postings > 0) sums.set(key, { account, currency, balanceMinor, postings });
}
