import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { availabilityKey } from '../../shared/appointments/keys.ts';
import { type AppointmentWorld, appointmentWorld, HOURS, openWorld } from './world.ts';

const setter = (world: AppointmentWorld) => (changes: object, etag?: string) =>
  world.setHours({ ...HOURS, ...changes }, 'acme', etag === undefined ? {} : { 'if-match': etag });

/** Each as one that the others are not. */
const atOnce = (world: AppointmentWorld, etag?: string) =>
  Promise.all([1, 2, 3, 4, 5].map((capacity) => setter(world)({ capacity }, etag)));

const statusesOf = (answers: readonly { readonly status: number }[]) => answers.map(({ status }) => status).sort();

describe('the hours of an offer that two change', () => {
  it('are changed from the version that was seen, or from whichever is current', async () => {
    const world = await appointmentWorld();
    const set = setter(world);
    expect((await set({}, '"1"')).status).toBe(412);
    expect(await set({}, '"0"')).toMatchObject({ status: 200, headers: { etag: '"1"' }, json: { version: 1 } });
    expect(await set({}, '"0"')).toMatchObject({ status: 412, json: { type: 'urn:callbourse:problem:stale' } });
    const wide = await set({ capacity: 3 }, '"1"');
    expect(wide).toMatchObject({ status: 200, headers: { etag: '"2"' }, json: { capacity: 3, version: 2 } });
    expect((await set({}, '"1"')).status).toBe(412);
    for (const etag of ['2', 'W/"2"', '*', '']) {
      expect((await set({}, etag)).json).toMatchObject({ status: 400, errors: [{ field: 'headers.if-match' }] });
    }
    expect(await world.shownHours()).toMatchObject({ headers: { etag: '"2"' }, json: { capacity: 3, version: 2 } });
    expect((await set({})).json).toMatchObject({ capacity: 1, version: 3 });
  });

  it('are set by one of many who set them at once from one version', async () => {
    const world = await appointmentWorld();
    for (const version of [0, 1]) {
      const answers = await atOnce(world, `"${version}"`);
      expect(statusesOf(answers)).toEqual([200, 412, 412, 412, 412]);
      const won = answers.find(({ status }) => status === 200);
      expect((await world.shownHours()).json).toEqual(won?.json);
    }
  });

  it('are at their first version where they were written before versions counted', async () => {
    const world = await openWorld();
    const Key = availabilityKey('offer_1');
    const ageing = { ...{ TableName: world.tables.catalog, Key }, UpdateExpression: 'REMOVE version' };
    await world.client.send(new UpdateCommand(ageing));
    expect(await world.shownHours()).toMatchObject({ headers: { etag: '"1"' }, json: { version: 1 } });
    expect((await setter(world)({}, '"0"')).status).toBe(412);
    expect(statusesOf(await atOnce(world, '"1"'))).toEqual([200, 412, 412, 412, 412]);
  });

  it('keep one zone, however many set them first in another', async () => {
    const world = await appointmentWorld();
    const zones = ['America/Chicago', 'Europe/Berlin', 'Asia/Tokyo', 'UTC', 'Australia/Lord_Howe'];
    const answers = await Promise.all(zones.map((zone) => setter(world)({ hours: { ...HOURS.hours, zone } })));
    expect(statusesOf(answers)).toEqual([200, 409, 409, 409, 409]);
    const won = answers.find(({ status }) => status === 200);
    expect((await world.shownHours()).json).toEqual(won?.json);
  });
});
