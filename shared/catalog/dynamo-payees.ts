import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { Problem } from '../kernel/problem.ts';
import { refuseStale } from '../platform/change-from.ts';
import type { Cipher } from '../platform/cipher.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { parsePayee, parsePublisher } from './dynamo-items.ts';
import { publisherKey } from './keys.ts';
import { maskAccount } from './mask-account.ts';
import type { Publisher } from './model.ts';
import { nameInFile } from './name-in-file.ts';
import { firstStanding, type Payee, type PayeeSource, type PayeeStanding } from './payee.ts';
import type { PayeeStore, SeenPayee } from './ports.ts';
import { accountText, payeeOfText } from './sealed-account.ts';

const sealedFields = z.object({
  accountSealed: z.string(),
  rev: z.int().nonnegative().default(0),
  enteredBy: z.object({ keyId: z.string(), subjectId: z.string(), atMs: z.int() }).optional(),
});
const seenItem = z.object({ payee: z.unknown().optional() });

/** Ties sealed details to their publisher: copied to another one they do not open. */
const purposeOf = (publisherId: string): string => `payee:${publisherId}`;

/** Opens sealed bank details of a publisher: for the payment file only. */
export const openAccountWith =
  (cipher: Cipher) =>
  (publisherId: string, accountSealed: string): Promise<string> =>
    cipher.open(accountSealed, purposeOf(publisherId));

/** People that enter one payee's details at the same moment. */
const MAX_TRIES = 5;

/** New details: a hold stays until a person releases it, and a tax form stays with the name it was for. */
function standingAfter(payee: Payee, before: SeenPayee | undefined): PayeeStanding {
  const first = firstStanding(payee.method);
  if (!before) return first;
  const { hold, legalName, taxForm, taxVerified } = before.payee;
  if (payee.method === 'csv' || legalName !== payee.legalName || taxForm === 'not-required') return { ...first, hold };
  return { ...first, hold, taxForm, taxVerified };
}

/** The payee lives in the publisher's item; the bank details in it are sealed. */
export function dynamoPayees(client: DynamoDBDocumentClient, table: string, cipher: Cipher): PayeeStore {
  async function see(publisherId: string): Promise<SeenPayee | undefined> {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: publisherKey(publisherId), ConsistentRead: true }),
    );
    const payee = Item && seenItem.parse(Item).payee;
    return payee === undefined ? undefined : { payee: parsePayee(payee), ...sealedFields.parse(payee) };
  }

  /** Writes the payee where it still is the one that was seen; undefined when it is not, or when there is no publisher. */
  async function replace(
    publisherId: string,
    payee: object,
    seen: SeenPayee | undefined,
  ): Promise<Publisher | undefined> {
    // Payees that were written before revisions counted have none.
    const isSame = seen?.rev ? 'payee.#rev = :rev' : `attribute_not_exists(payee${seen ? '.#rev' : ''})`;
    try {
      const answer = await client.send(
        new UpdateCommand({
          TableName: table,
          Key: publisherKey(publisherId),
          UpdateExpression: 'SET payee = :payee',
          ConditionExpression: `attribute_exists(pk) AND ${isSame}`,
          ExpressionAttributeNames: seen ? { '#rev': 'rev' } : undefined,
          ExpressionAttributeValues: { ':payee': payee, ...(seen?.rev ? { ':rev': seen.rev } : {}) },
          ReturnValues: 'ALL_NEW',
        }),
      );
      return parsePublisher(answer.Attributes);
    } catch (error) {
      if (isConditionFailure(error)) return undefined;
      throw error;
    }
  }

  async function newItem(publisherId: string, payee: Payee, before: SeenPayee | undefined, enteredBy?: PayeeSource) {
    const { legalName, method } = payee;
    const written = nameInFile(legalName, method);
    return {
      legalName,
      nameInFile: written === legalName ? undefined : written,
      method,
      accountMasked: maskAccount(payee),
      accountSealed: await cipher.seal(accountText(payee), purposeOf(publisherId)),
      ...standingAfter(payee, before),
      rev: (before?.rev ?? 0) + 1,
      enteredBy,
    };
  }

  return {
    see,
    async set(publisherId, payee, by, seenRev) {
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const before = await see(publisherId);
        refuseStale(before?.rev ?? 0, seenRev);
        const after = await replace(publisherId, await newItem(publisherId, payee, before, by), before);
        if (after) return after;
        if (!before && !(await see(publisherId))) return undefined;
      }
      throw new Problem('unavailable', 'others are changing this payee all the time; try again');
    },
    async stand(publisherId, seen, standing) {
      const { payee, accountSealed, enteredBy, rev } = seen;
      const item = { ...payee, ...standing, accountSealed, enteredBy, rev: rev + 1 };
      return (await replace(publisherId, item, seen)) ?? 'stale';
    },
    async read(publisherId) {
      const seen = await see(publisherId);
      if (!seen) return undefined;
      const text = await cipher.open(seen.accountSealed, purposeOf(publisherId));
      return payeeOfText(seen.payee.legalName, seen.payee.method, text);
    },
  };
}
