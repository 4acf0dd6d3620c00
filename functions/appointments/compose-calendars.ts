import { randomBytes } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ConnectPorts } from '../../shared/appointments/calendars/connect-calendar.ts';
import { dynamoCalendars } from '../../shared/appointments/calendars/dynamo-calendars.ts';
import { dynamoAdvertisers } from '../../shared/catalog/dynamo-advertisers.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import type { Cipher } from '../../shared/platform/cipher.ts';
import { readEnv } from '../../shared/platform/env.ts';

/** What connects calendars. */
export function connectPorts(
  client: DynamoDBDocumentClient,
  cipher: Cipher,
): ConnectPorts & { readonly publicUrl: string } {
  const env = readEnv('TABLE_CATALOG', 'PUBLIC_URL');
  return {
    calendars: dynamoCalendars(client, env.TABLE_CATALOG, cipher),
    advertisers: dynamoAdvertisers(client, env.TABLE_CATALOG),
    // 192 bits in letters that every form takes.
    newSecret: () => randomBytes(24).toString('hex'),
    clock: systemClock,
    publicUrl: env.PUBLIC_URL,
  };
}
