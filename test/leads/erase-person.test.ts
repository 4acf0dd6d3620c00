import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, it } from 'vitest';
import { DAY_MS } from '../../shared/kernel/time.ts';
import { OPERATOR_KEY } from '../catalog/world.ts';
import { type LeadsWorld, leadBody, leadsWorld, withFields } from './world.ts';

let world: LeadsWorld;
let offerId: string;
beforeEach(async () => {
  world = await leadsWorld();
  offerId = await world.offer();
});

const erase = (body: object, key = OPERATOR_KEY) => world.call('erase', {}, body, key);
const everything = async () =>
  JSON.stringify((await world.client.send(new ScanCommand({ TableName: world.tables.outcomes }))).Items);

it('takes a person out of every lead and leaves verdicts and money', async () => {
  const first = (await world.post(leadBody(offerId))).json;
  world.clock.advance(DAY_MS);
  const second = (await world.post(leadBody(offerId))).json;
  const other = (await world.post(withFields(offerId, { phone: '+12175550143', email: 'grace@example.com' }))).json;
  await world.judgeAll();
  const before = (await world.outcome(first.leadId, world.publisher.key)).json;
  const erased = await erase({ phone: '(217) 555-0142', email: 'ada.lovelace@gmail.com' });
  expect(erased.json).toEqual({ leads: 2, waiting: 0 });
  for (const { leadId } of [first, second]) {
    const shown = (await world.show(leadId, world.advertiser.key)).json;
    expect(shown).toMatchObject({ state: 'qualified' });
    expect([shown.contact, shown.person]).toEqual([undefined, undefined]);
  }
  expect((await world.outcome(first.leadId, world.publisher.key)).json.verdict).toEqual(before.verdict);
  expect((await world.show(other.leadId, world.advertiser.key)).json.contact.fields.email).toBe('grace@example.com');
  expect(await everything()).not.toContain('0142');
  expect((await erase({ phone: '+12175550142' })).json).toEqual({ leads: 0, waiting: 0 });
});

it('says which leads wait for their verdict, and takes them later', async () => {
  const { leadId } = (await world.post(leadBody(offerId))).json;
  expect((await erase({ phone: '+12175550142' })).json).toEqual({ leads: 0, waiting: 1 });
  await world.judgeAll();
  expect((await erase({ phone: '+12175550142' })).json).toEqual({ leads: 1, waiting: 0 });
  await world.post(leadBody(offerId), { 'idempotency-key': 'late' });
  expect((await world.show(leadId, world.advertiser.key)).json.contact).toBeUndefined();
});

it.each<[object, string]>([
  [{}, 'body'],
  [{ phone: '12' }, 'body.phone'],
  [{ email: 'x@' }, 'body.email'],
])('refuses %j', async (body, field) => {
  expect((await erase(body)).json.errors[0].field).toBe(field);
});
