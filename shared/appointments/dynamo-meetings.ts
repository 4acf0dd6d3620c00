import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { type Cipher, NO_CIPHER } from '../platform/cipher.ts';
import { meetingKey } from './keys.ts';
import { dropAbsent } from './merge-booking.ts';
import type { Attendee, Meeting, MeetingStore } from './ports.ts';

const answers = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const stored = z.object({
  title: z.string(),
  answers,
  evidence: z.record(z.string(), z.string()),
  /** The reason goes with a person who was erased. */
  found: z.object({ answers, why: z.string().default('') }).optional(),
  zone: z.string().optional(),
  joinUrl: z.string().optional(),
  /** The attendee, sealed (platform/cipher.ts). */
  attendee: z.string().optional(),
});

const attendeeShape = z.object({ name: z.string(), email: z.string(), phone: z.string().optional() });

const purposeOf = (outcomeId: string): string => `attendee ${outcomeId}`;

const seal = (cipher: Cipher, outcomeId: string, attendee: Attendee | undefined): Promise<string> | undefined =>
  attendee && cipher.seal(JSON.stringify(attendee), purposeOf(outcomeId));

/** The item of a meeting as it is booked, its attendee sealed. */
export async function meetingItem(cipher: Cipher, outcomeId: string, { attendee, ...meeting }: Meeting) {
  return dropAbsent({ ...meetingKey(outcomeId), ...meeting, attendee: await seal(cipher, outcomeId, attendee) });
}

/** Meetings beside their outcomes; only who invites or shows the attendee has the key to it. */
export function dynamoMeetings(client: DynamoDBDocumentClient, tableName: string, cipher: Cipher): MeetingStore {
  async function attendeeOf(outcomeId: string, sealed: string | undefined): Promise<Attendee | undefined> {
    if (sealed === undefined || cipher === NO_CIPHER) return undefined;
    return attendeeShape.parse(JSON.parse(await cipher.open(sealed, purposeOf(outcomeId))));
  }
  return {
    async get(outcomeId) {
      const request = new GetCommand({ TableName: tableName, Key: meetingKey(outcomeId), ConsistentRead: true });
      const { Item } = await client.send(request);
      if (!Item) return undefined;
      const { attendee, ...meeting } = stored.parse(Item);
      return dropAbsent({ ...meeting, attendee: await attendeeOf(outcomeId, attendee) });
    },
    async correct(outcomeId, found) {
      await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: meetingKey(outcomeId),
          UpdateExpression: 'SET #found = :found',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeNames: { '#found': 'found' },
          ExpressionAttributeValues: { ':found': found },
        }),
      );
    },
  };
}
