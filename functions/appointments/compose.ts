import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { BookPorts } from '../../shared/appointments/book-meeting.ts';
import { dynamoAppointments } from '../../shared/appointments/dynamo-appointments.ts';
import { dynamoAvailability } from '../../shared/appointments/dynamo-availability.ts';
import { dynamoDiaryReader } from '../../shared/appointments/dynamo-diary.ts';
import { dynamoMeetings } from '../../shared/appointments/dynamo-meetings.ts';
import { dynamoNotices } from '../../shared/appointments/dynamo-notices.ts';
import type { SlotPorts } from '../../shared/appointments/show-slots.ts';
import { dynamoCatalog } from '../../shared/catalog/dynamo-catalog.ts';
import { catalogTerms } from '../../shared/catalog/find-terms.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import { dynamoPersonHistory } from '../../shared/outcomes/dynamo-person-history.ts';
import { hashPerson } from '../../shared/outcomes/person.ts';
import { aesCipher, type Cipher } from '../../shared/platform/cipher.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { personLife } from '../../shared/platform/person-life.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import { signedLinks } from '../../shared/platform/signed-links.ts';
import type { BookedPorts } from './booked-view.ts';

/** What seals attendees. */
export const attendeeCipher = (): Cipher =>
  aesCipher(secretReader(readEnv('SECRET_DATA_KEY_ARN').SECRET_DATA_KEY_ARN, systemClock));

export const personHasher = (): ((value: string) => Promise<string>) => {
  const secret = secretReader(readEnv('SECRET_PERSON_HASH_ARN').SECRET_PERSON_HASH_ARN, systemClock);
  return async (value) => hashPerson((await secret())[0], value);
};

export function slotPorts(client: DynamoDBDocumentClient): SlotPorts {
  const env = readEnv('TABLE_CATALOG', 'TABLE_OUTCOMES');
  return {
    catalog: dynamoCatalog(client, env.TABLE_CATALOG, systemClock),
    availability: dynamoAvailability(client, env.TABLE_CATALOG),
    diary: dynamoDiaryReader(client, env.TABLE_OUTCOMES),
    clock: systemClock,
  };
}

export function bookPorts(client: DynamoDBDocumentClient): BookPorts & BookedPorts {
  const env = readEnv('TABLE_CATALOG', 'TABLE_OUTCOMES', 'PERSON_DAYS');
  const life = personLife(env.PERSON_DAYS);
  return {
    catalog: dynamoCatalog(client, env.TABLE_CATALOG, systemClock),
    availability: dynamoAvailability(client, env.TABLE_CATALOG),
    appointments: dynamoAppointments(client, env.TABLE_OUTCOMES, attendeeCipher(), life),
    people: dynamoPersonHistory(client, env.TABLE_OUTCOMES, life),
    notices: dynamoNotices(client, env.TABLE_OUTCOMES),
    hashPerson: personHasher(),
    ...bookedPorts(),
  };
}

export const bookedPorts = (): BookedPorts => ({
  links: signedLinks(secretReader(readEnv('SECRET_LEASE_TOKEN_ARN').SECRET_LEASE_TOKEN_ARN, systemClock), 'booking'),
  publicUrl: readEnv('PUBLIC_URL').PUBLIC_URL,
  clock: systemClock,
});

export function showPorts(client: DynamoDBDocumentClient, cipher: Cipher = attendeeCipher()) {
  const env = readEnv('TABLE_CATALOG', 'TABLE_OUTCOMES', 'PERSON_DAYS');
  return {
    appointments: dynamoAppointments(client, env.TABLE_OUTCOMES, cipher, personLife(env.PERSON_DAYS)),
    meetings: dynamoMeetings(client, env.TABLE_OUTCOMES, cipher),
    terms: catalogTerms(dynamoCatalog(client, env.TABLE_CATALOG, systemClock)),
    clock: systemClock,
  };
}
