import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { EpochMs } from '../kernel/time.ts';
import { trimToFit } from '../outcomes/fit-item.ts';
import { outcomeKey } from '../outcomes/keys.ts';
import { factsItem, openItem, outcomeOf, truthItem } from '../outcomes/outcome-item.ts';
import type { Cipher } from '../platform/cipher.ts';
import { isConditionFailure, isTransactionLost } from '../platform/dynamo.ts';
import { NO_LIFE, type PersonLife } from '../platform/person-life.ts';
import { appointmentAttributes, bookingsItem, bookingsOf, recordItem, recordOf } from './appointment-item.ts';
import { briefly, type Pause, type Write, writeWithDiary } from './dynamo-diary.ts';
import { meetingItem } from './dynamo-meetings.ts';
import { bookingKey, wakeKey } from './keys.ts';
import { dropAbsent } from './merge-booking.ts';
import type { AppointmentStore, Opening, Saving, StoredAppointment } from './ports.ts';

const storedLink = z.object({ outcomeId: z.string() });

/** Appointments inside their outcomes' items. A booking, its place in the diary and what it wakes are written together or not at all. */
export function dynamoAppointments(
  client: DynamoDBDocumentClient,
  table: string,
  cipher: Cipher,
  life: PersonLife = NO_LIFE,
  pause: Pause = briefly,
): AppointmentStore {
  async function find(outcomeId: string): Promise<StoredAppointment | undefined> {
    const request = new GetCommand({ TableName: table, Key: outcomeKey(outcomeId), ConsistentRead: true });
    const { Item } = await client.send(request);
    if (!Item) return undefined;
    const { appt, apptRev, apptLate, apptJoined } = appointmentAttributes.parse(Item);
    return dropAbsent({
      outcome: outcomeOf(Item),
      record: recordOf(appt),
      rev: apptRev,
      late: apptLate && bookingsOf(apptLate),
      joinedTo: apptJoined,
    });
  }

  async function outcomeIdOf(bookingId: string): Promise<string | undefined> {
    const request = new GetCommand({ TableName: table, Key: bookingKey(bookingId), ConsistentRead: true });
    const { Item } = await client.send(request);
    return Item && storedLink.parse(Item).outcomeId;
  }

  /** Sets attributes on what was seen, before its verdict or after it. */
  function changeOf(
    { outcome: { outcomeId }, rev }: StoredAppointment,
    attributes: Readonly<Record<string, unknown>>,
    when: 'open' | 'judged',
  ) {
    const names = Object.keys(attributes);
    return {
      TableName: table,
      Key: outcomeKey(outcomeId),
      UpdateExpression: `SET apptRev = :next, ${names.map((name) => `${name} = :${name}`).join(', ')}`,
      ConditionExpression: `apptRev = :seen AND #state ${when === 'open' ? '=' : '<>'} :open`,
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`:${name}`, value])),
        ...{ ':seen': rev, ':next': rev + 1, ':open': 'open' },
      },
    };
  }

  const wakeWrites = (outcomeId: string, wakeMs: EpochMs | undefined, rev: number): Write[] =>
    wakeMs === undefined ? [] : [{ Put: { TableName: table, Item: { ...wakeKey(wakeMs, outcomeId), rev } } }];

  const linkWrite = (bookingId: string, outcomeId: string): Write => ({
    Put: {
      TableName: table,
      Item: { ...bookingKey(bookingId), outcomeId },
      ConditionExpression: 'attribute_not_exists(pk) OR outcomeId = :outcomeId',
      ExpressionAttributeValues: { ':outcomeId': outcomeId },
    },
  });

  return {
    find,

    async open({ outcome, record, bookingIds, meeting, diary, wakeMs }: Opening) {
      const { outcomeId } = outcome;
      const item = trimToFit({ ...openItem(outcome), appt: recordItem(record), apptRev: 1 });
      const writes: Write[] = [
        { Put: { TableName: table, Item: item, ConditionExpression: 'attribute_not_exists(pk)' } },
        {
          Put: {
            TableName: table,
            Item: { ...(await meetingItem(cipher, outcomeId, meeting)), ...life(outcome.openedAtMs) },
          },
        },
        ...bookingIds.map((bookingId) => linkWrite(bookingId, outcomeId)),
        ...wakeWrites(outcomeId, wakeMs, 1),
      ];
      const isThere = async (): Promise<boolean> => {
        const links = await Promise.all(bookingIds.map(outcomeIdOf));
        return links.some((link) => link !== undefined) || (await find(outcomeId)) !== undefined;
      };
      const done = await writeWithDiary(client, table, diary, writes, isThere, pause);
      return done === 'written' ? 'opened' : done === 'gone' ? 'exists' : 'full';
    },

    outcomeOf: outcomeIdOf,

    async save(seen, { record, facts, newBookingId, diary, wakeMs }: Saving) {
      const { outcomeId } = seen.outcome;
      const update: Write = {
        Update: {
          TableName: table,
          Key: outcomeKey(outcomeId),
          UpdateExpression: `SET appt = :appt, apptRev = :next${facts ? ', facts = :facts' : ''}`,
          ConditionExpression: 'apptRev = :seen AND #state = :open',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: {
            ':appt': recordItem(record),
            ':seen': seen.rev,
            ':next': seen.rev + 1,
            ':open': 'open',
            ...(facts ? { ':facts': factsItem(facts) } : {}),
          },
        },
      };
      const link = newBookingId === undefined ? [] : [linkWrite(newBookingId, outcomeId)];
      const isGone = async (): Promise<boolean> => {
        const now = await find(outcomeId);
        return now?.rev !== seen.rev || now.outcome.state !== 'open';
      };
      const done = await writeWithDiary(
        client,
        table,
        diary,
        [update, ...link, ...wakeWrites(outcomeId, wakeMs, seen.rev + 1)],
        isGone,
        pause,
      );
      return done === 'written' ? 'saved' : done === 'gone' ? 'lost' : 'full';
    },

    async saveLate(seen, late, newBookingId) {
      if (newBookingId !== undefined) {
        const link = { ...bookingKey(newBookingId), outcomeId: seen.outcome.outcomeId };
        await client.send(new PutCommand({ TableName: table, Item: link }));
      }
      try {
        await client.send(new UpdateCommand(changeOf(seen, { apptLate: bookingsItem(late) }, 'judged')));
        return 'saved';
      } catch (error) {
        if (isConditionFailure(error)) return 'lost';
        throw error;
      }
    },

    async join(seen, into, facts) {
      const [attributes, when] =
        seen.outcome.state === 'open'
          ? ([{ apptJoined: into, facts: factsItem(facts) }, 'open'] as const)
          : ([{ apptJoined: into, truth: truthItem({ facts, revision: seen.rev + 1 }) }, 'judged'] as const);
      // What it joins must be whole itself: of two that would join each other one does.
      const whole: Write = {
        ConditionCheck: {
          TableName: table,
          Key: outcomeKey(into),
          ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(apptJoined)',
        },
      };
      try {
        const TransactItems = [{ Update: changeOf(seen, attributes, when) }, whole];
        await client.send(new TransactWriteCommand({ TransactItems }));
        return 'saved';
      } catch (error) {
        if (isTransactionLost(error)) return 'lost';
        throw error;
      }
    },
  };
}
