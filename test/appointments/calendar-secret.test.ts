import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { dynamoCalendars } from '../../shared/appointments/calendars/dynamo-calendars.ts';
import { calendarKey } from '../../shared/appointments/keys.ts';
import { aesCipher } from '../../shared/platform/cipher.ts';
import { callApi } from '../support/api-event.ts';
import { type Connected, calBooking, connected, REFERENCE, sendWebhook } from './webhooks.ts';

const BOOKED = calBooking('BOOKING_CREATED', { uid: 'first', reference: REFERENCE });

async function connectedOne() {
  const { world, calendar } = await connected('cal.com');
  const params = { calendarId: calendar.calendarId };
  const renew = (etag?: string) => {
    const headers: Record<string, string> = etag === undefined ? {} : { 'if-match': etag };
    return callApi(world.calendars.renew, { method: 'PUT', key: 'acme', params, headers });
  };
  /** What a webhook that is signed with its secret is answered. */
  const opens = (from: Connected) => sendWebhook(world, from, BOOKED);
  return { world, calendar, renew, opens };
}

describe('the secret of a calendar', () => {
  it('is renewed from the version that was seen, or from whichever is current', async () => {
    const { world, calendar, renew } = await connectedOne();
    expect(calendar).toMatchObject({ version: 1 });
    expect(await renew('"1"')).toMatchObject({ status: 200, headers: { etag: '"2"' }, json: { version: 2 } });
    expect(await renew('"1"')).toMatchObject({ status: 412, json: { type: 'urn:callbourse:problem:stale' } });
    for (const etag of ['2', 'W/"2"', '*', '']) {
      expect((await renew(etag)).json).toMatchObject({ status: 400, errors: [{ field: 'headers.if-match' }] });
    }
    expect((await renew()).json).toMatchObject({ version: 3 });
    const Key = calendarKey(calendar.calendarId);
    const ageing = { ...{ TableName: world.tables.catalog, Key }, UpdateExpression: 'REMOVE version' };
    await world.client.send(new UpdateCommand(ageing));
    expect((await callApi(world.calendars.list, { key: 'acme' })).json.items).toMatchObject([{ version: 1 }]);
    expect((await renew('"1"')).json).toMatchObject({ version: 2 });
  });

  it('renewed by many at once from one version is renewed by one of them, and the one before it stays good', async () => {
    const { calendar, renew, opens } = await connectedOne();
    const answers = await Promise.all(Array.from({ length: 5 }, () => renew('"1"')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412]);
    expect(await opens(calendar)).toBe(200);
    expect(await opens(answers.find(({ status }) => status === 200)?.json)).toBe(200);
  });

  it('renewed by two at once, who name no version, leaves each with one that is good', async () => {
    const { renew, opens } = await connectedOne();
    const answers = await Promise.all([renew(), renew()]);
    for (const { json } of answers) expect(await opens(json)).toBe(200);
    expect(answers.map(({ json }) => json.version).sort()).toEqual([2, 3]);
  });

  it('is the one that was shown where the table’s answer was lost and it was put again', async () => {
    const { world, calendar, opens } = await connectedOne();
    const again = async (command: PutCommand) => {
      if (command instanceof PutCommand) await world.client.send(command);
      return world.client.send(command);
    };
    const lossy = { send: again } as unknown as DynamoDBDocumentClient;
    const calendars = dynamoCalendars(
      lossy,
      world.tables.catalog,
      aesCipher(async () => ['data-key']),
    );
    const known = await calendars.get(calendar.calendarId);
    if (!known) throw new Error('no calendar');
    expect(await calendars.rotate({ ...known, version: 2 }, 'mine')).toBe('put');
    expect(await calendars.rotate({ ...known, version: 2 }, 'another')).toBe('stale');
    expect(await opens(calendar)).toBe(200);
    expect(await opens({ ...calendar, signingSecret: 'mine' })).toBe(200);
  });
});
