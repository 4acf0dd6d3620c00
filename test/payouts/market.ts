import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { owner, ownerSort, publisherKey } from '../../shared/catalog/keys.ts';
import type { Payee } from '../../shared/catalog/payee.ts';
import { accountText } from '../../shared/catalog/sealed-account.ts';
import { addDays, startOfDayMs } from '../../shared/kernel/time.ts';
import { entryItem } from '../../shared/ledger/entry-item.ts';
import { aesCipher } from '../../shared/platform/cipher.ts';
import { verdictEntry } from '../ledger/samples.ts';
import { achPayee, IBAN_PAYEE, PAYPAL_PAYEE } from './bank-details.ts';

/** The network's zone. */
export const ZONE = 'America/New_York';

/** Two weeks of the same size: the first one is paid when the second is measured, which reads it again to see that it is as it was. */
export const WEEK_ENDS = ['2026-02-22', '2026-03-01'] as const;
const DAYS = 7;

const BATCH = 25;
const WIDTH = 4;
/** Far above what the bench loads, far below what would fill a machine. */
const MAX_ITEMS = 12_000_000;

/** A twentieth of all entries is one publisher's: large ones are what memory would be lost to. */
const LARGE_SHARE = 20;

/** Half are paid by NACHA, people and companies; the others by SEPA, PayPal and from the plain file. */
const PAYEES: readonly Payee[] = [
  achPayee('111122223333', 'company'),
  achPayee('444455556666'),
  IBAN_PAYEE,
  PAYPAL_PAYEE,
  achPayee('777788889999'),
  { legalName: 'Ace Media LLC', method: 'csv', accountReference: 'account 17' },
];

const payeeAt = (index: number): Payee => PAYEES[index % PAYEES.length] as Payee;
const currencyAt = (index: number): string => (payeeAt(index).method === 'iban' ? 'EUR' : 'USD');
const idAt = (index: number): string => `pub_${String(index).padStart(6, '0')}`;

/** Whose the n-th entry is: the first publisher has its share, the rest is spread evenly. */
const ownerOf = (entry: number, publishers: number): number =>
  entry % LARGE_SHARE === 0 ? 0 : 1 + ((entry - Math.floor(entry / LARGE_SHARE) - 1) % (publishers - 1));

async function writeAll(
  client: DynamoDBDocumentClient,
  table: string,
  count: number,
  itemAt: (index: number) => Promise<Record<string, unknown>> | Record<string, unknown>,
): Promise<void> {
  if (count > MAX_ITEMS) throw new Error(`more than ${MAX_ITEMS} items`);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const from = next;
      next += BATCH;
      const indexes = Array.from({ length: Math.min(BATCH, count - from) }, (_, offset) => from + offset);
      const requests = await Promise.all(indexes.map(async (index) => ({ PutRequest: { Item: await itemAt(index) } })));
      const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
      if (Object.keys(UnprocessedItems ?? {}).length > 0) throw new Error('the engine left items out');
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, worker));
}

/**
 * Publishers as the catalog keeps them, their bank details sealed and verified.
 *
 * @param dataKey under which they are sealed
 */
export async function loadPublishers(
  client: DynamoDBDocumentClient,
  table: string,
  count: number,
  dataKey: string,
): Promise<void> {
  const cipher = aesCipher(async () => [dataKey]);
  const createdAtMs = startOfDayMs('2026-01-01', ZONE);
  await writeAll(client, table, count, async (index) => {
    const publisherId = idAt(index);
    const payee = payeeAt(index);
    const { legalName, method } = payee;
    return {
      ...publisherKey(publisherId),
      ...{ ownerKey: owner.publishers, ownerSort: ownerSort(createdAtMs, publisherId) },
      ...{ publisherId, name: publisherId, origins: [], tagKey: `tag_${publisherId}`, createdAtMs },
      ...{ currency: currencyAt(index), payoutThresholdMinor: 0 },
      payee: {
        ...{ legalName, method, accountMasked: '…1234', rev: 1 },
        ...{ taxForm: 'w9', taxVerified: true, bankVerified: true },
        accountSealed: await cipher.seal(accountText(payee), `payee:${publisherId}`),
      },
    };
  });
}

/** As many verdicts in each of the weeks, straight into a table without a stream. */
export const loadEntries = (client: DynamoDBDocumentClient, table: string, entries: number, publishers: number) =>
  writeAll(client, table, entries * WEEK_ENDS.length, (nth) => {
    const index = nth % entries;
    const at = ownerOf(index, publishers);
    const outcomeId = `call_${String(nth).padStart(12, '0')}`;
    const weekEnd = WEEK_ENDS[Math.floor(nth / entries)] ?? WEEK_ENDS[0];
    const day = addDays(weekEnd, -(Math.floor(index / LARGE_SHARE) % DAYS));
    return entryItem(verdictEntry(outcomeId, day, { publisherId: idAt(at), currency: currencyAt(at) }));
  });
