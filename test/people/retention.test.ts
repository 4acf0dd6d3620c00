import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, it } from 'vitest';
import { DAY_MS, SECOND_MS } from '../../shared/kernel/time.ts';
import { EXPIRES } from '../../shared/platform/table-schema.ts';
import { leadBody, PERSON_DAYS } from '../leads/world.ts';
import { type PeopleWorld, PHONE, peopleWorld } from './world.ts';

interface Item {
  readonly pk: string;
  readonly sk: string;
  readonly [EXPIRES]?: number;
}

let world: PeopleWorld;
let leadId: string;
const items = async () => (await world.items('outcomes')) as readonly Item[];

beforeEach(async () => {
  world = await peopleWorld();
  leadId = (await world.post(leadBody(await world.offer()))).json.leadId;
  await world.meeting(await world.meetingOffer());
  await world.judgeAll();
});

const saysWho = ({ pk, sk }: Item): boolean => sk === 'CONTACT' || sk === 'MEETING' || pk.startsWith('PERSON#');

it('lets who a person is expire after the days of the stage, and nothing of the money', async () => {
  const all = await items();
  const who = all.filter(saysWho);
  // Lead and meeting: the contact, the attendee, and twice a phone and an e-mail.
  expect(who).toHaveLength(6);
  const dueMs = who.map((item) => (item[EXPIRES] ?? 0) * SECOND_MS - PERSON_DAYS * DAY_MS);
  for (const cameAtMs of dueMs) expect(Math.abs(cameAtMs - world.clock.nowMs())).toBeLessThan(DAY_MS);
  expect(all.filter((item) => item[EXPIRES] !== undefined && !saysWho(item))).toEqual([]);
});

it('leaves verdicts and money where the engine has swept the person', async () => {
  const ledger = await world.items('ledger');
  for (const { pk, sk } of (await items()).filter((item) => item[EXPIRES] !== undefined)) {
    await world.client.send(new DeleteCommand({ TableName: world.tables.outcomes, Key: { pk, sk } }));
  }
  expect((await world.export({ phone: PHONE })).json.outcomes).toEqual([]);
  const shown = (await world.show(leadId, world.advertiser.key)).json;
  expect([shown.state, shown.contact]).toEqual(['qualified', undefined]);
  expect(await world.items('ledger')).toEqual(ledger);
});
