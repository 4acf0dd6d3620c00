import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { isConditionFailure } from '../platform/dynamo.ts';
import { objectLog } from './dynamo-object-log.ts';
import { deliveryKey } from './keys.ts';
import type { Delivery, Owner } from './model.ts';
import type { WebhookStore } from './ports.ts';

/** What an event says of the person and of the way they came; and what people wrote about them. */
const PERSONAL: readonly string[] = ['contactMasked', 'visitId', 'params', 'note'];

/** Free words in some, one of a list in others. */
const WRITTEN_REASONS = /^(replacement|outcome\.adjusted)/;

export interface ToldTraces {
  /** What receivers were told of an object, as far as the log keeps it (thirty days). */
  of(owners: readonly Owner[], objectId: string): Promise<readonly { readonly type: string; readonly body: string }[]>;
  /** Takes the person out of it. What still waits is sent without. */
  strip(owners: readonly Owner[], objectId: string): Promise<void>;
}

function withoutPerson(body: string): string {
  const told = JSON.parse(body) as { type?: string; data?: Record<string, unknown> };
  const isWritten = WRITTEN_REASONS.test(told.type ?? '');
  const data = Object.entries(told.data ?? {}).filter(
    ([name]) => !PERSONAL.includes(name) && !(isWritten && name === 'reason'),
  );
  return JSON.stringify({ ...told, data: Object.fromEntries(data) });
}

/** A postback's address carries the click, in its path or behind it, and an answer may say anything. */
const withoutWords = ({ attempts }: Delivery): Delivery['attempts'] =>
  attempts.map(({ answer: _answer, headers: _headers, url, ...rest }) => ({
    ...rest,
    url: URL.parse(url)?.origin ?? '',
  }));

async function allOf(log: AsyncIterable<Delivery>): Promise<readonly Delivery[]> {
  const all: Delivery[] = [];
  for await (const delivery of log) all.push(delivery);
  return all;
}

/** What webhooks were told of a person, in table `webhooks`. */
export function dynamoToldTraces(
  client: DynamoDBDocumentClient,
  table: string,
  webhooks: Pick<WebhookStore, 'ofOwner'>,
): ToldTraces {
  async function deliveries(owners: readonly Owner[], objectId: string): Promise<readonly Delivery[]> {
    const known = (await Promise.all(owners.map((owner) => webhooks.ofOwner(owner)))).flat();
    const found = await Promise.all(
      known.map(({ webhookId }) => allOf(objectLog(client, table, { webhookId, objectId }))),
    );
    return found.flat();
  }

  return {
    async of(owners, objectId) {
      return (await deliveries(owners, objectId)).map(({ type, body }) => ({ type, body }));
    },
    async strip(owners, objectId) {
      for (const delivery of await deliveries(owners, objectId)) {
        const update = new UpdateCommand({
          TableName: table,
          Key: deliveryKey(delivery),
          UpdateExpression: 'SET body = :body, attempts = :attempts',
          ConditionExpression: 'tries = :seen',
          ExpressionAttributeValues: {
            ':body': withoutPerson(delivery.body),
            ':attempts': withoutWords(delivery),
            ':seen': delivery.tries,
          },
        });
        await client.send(update).catch((error: unknown) => {
          // Swept, or tried at this moment: whoever asks again takes it.
          if (!isConditionFailure(error)) throw error;
        });
      }
    },
  };
}
