import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { outcomeKey } from '../outcomes/keys.ts';
import type { PersonalTrace } from '../outcomes/personal-trace.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { meetingKey } from './keys.ts';
import type { AppointmentStore, MeetingStore } from './ports.ts';

/** Answers stay, as a lead's do: they are what the verdict was given by, and none of them says who it is. */
const WITHOUT_PERSON = 'SET evidence = :none REMOVE attendee, #zone, joinUrl';

/** Who was met, when, and what was said and found in the meeting. */
export function dynamoAppointmentTrace(
  client: DynamoDBDocumentClient,
  tableName: string,
  stores: { readonly appointments: Pick<AppointmentStore, 'find'>; readonly meetings: Pick<MeetingStore, 'get'> },
): PersonalTrace {
  async function update(input: Omit<UpdateCommand['input'], 'TableName'>): Promise<void> {
    await client.send(new UpdateCommand({ TableName: tableName, ...input })).catch((error: unknown) => {
      if (!isConditionFailure(error)) throw error;
    });
  }

  return {
    name: 'appointment',
    async show({ model, outcomeId }) {
      if (model !== 'appointment') return undefined;
      const [found, meeting] = await Promise.all([stores.appointments.find(outcomeId), stores.meetings.get(outcomeId)]);
      return found && { calendar: found.record.calendar, bookings: found.record.bookings, ...meeting };
    },
    async erase({ model, outcomeId }) {
      if (model !== 'appointment') return {};
      const meeting = await stores.meetings.get(outcomeId);
      await update({
        Key: meetingKey(outcomeId),
        UpdateExpression: meeting?.found ? `${WITHOUT_PERSON}, #found.why` : WITHOUT_PERSON,
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#zone': 'zone', ...(meeting?.found && { '#found': 'found' }) },
        ExpressionAttributeValues: { ':none': {} },
      });
      await update({
        Key: outcomeKey(outcomeId),
        UpdateExpression: 'REMOVE appt.who',
        ConditionExpression: 'attribute_exists(appt)',
      });
      return {};
    },
  };
}
