import { beforeEach, describe, expect, it } from 'vitest';
import { handlerOf } from '../../functions/calls/mark-caller/handler.ts';
import { dynamoCallerLists, dynamoCallerMarks } from '../../shared/calls/dynamo-caller-lists.ts';
import { readTrail } from '../../shared/calls/routing/trail.ts';
import { hashPerson } from '../../shared/outcomes/person.ts';
import { target } from '../catalog/fixture.ts';
import { type CatalogWorld, catalogWorld, OPERATOR_KEY } from '../catalog/world.ts';
import { callApi } from '../support/api-event.ts';
import { CALLER, FALLBACK, type Form, inbound, SECRET } from './forms.ts';
import { type CallWorld, callWorld } from './world.ts';

let world: CallWorld;
let catalog: CatalogWorld;

beforeEach(async () => {
  world = await callWorld();
  catalog = await catalogWorld();
  await world.visit('visit_1');
  Object.assign(world.ports, { callers: dynamoCallerLists(catalog.client, catalog.table, world.clock) });
  const offer = world.catalog.offer as NonNullable<typeof world.catalog.offer>;
  world.catalog.offer = { ...offer, fallbackDestination: FALLBACK };
});

const mark = (body: object, key = OPERATOR_KEY) => {
  const marks = dynamoCallerMarks(catalog.client, catalog.table);
  const handler = handlerOf({ ...catalog.deps, marks, hashPerson: async (number) => hashPerson(SECRET, number) });
  return callApi(handler, { method: 'PUT', key, body: { number: CALLER, mark: 'blocked', ...body } });
};

let calls = 0;
/** Whom the next call of this caller reaches. */
async function reaches(form: Form = {}): Promise<string> {
  calls += 1;
  const { body = '' } = await world.post('voice', inbound({ CallSid: `CA${calls}`, ...form }));
  return /<Number[^>]*>(\+\d+)/.exec(body)?.[1] ?? (body.includes('We are sorry') ? 'nobody' : body);
}

const forget = () => world.clock.advance(31_000);
const TARGET = '+12175550142';

describe('a blocked caller', () => {
  it.each([
    ['network', {}],
    ['publisher', { publisherId: 'pub_1' }],
    ['advertiser', { advertiserId: 'adv_1' }],
  ])('of the %s reaches nobody, not even the fallback, until it is taken off the list', async (list, owner) => {
    expect(await reaches()).toBe(TARGET);
    expect(await mark(owner)).toMatchObject({ status: 200, json: { list, mark: 'blocked' } });
    forget();
    expect(await reaches()).toBe('nobody');
    const trail = (await world.call(`CA${calls}`))?.record.route.trail ?? '';
    expect(readTrail(trail).marks).toMatchObject([{ fate: 'blocked-caller' }]);
    expect(await reaches({ From: '+13125550143' })).toBe(TARGET);
    await mark({ ...owner, mark: 'none' });
    forget();
    expect(await reaches()).toBe(TARGET);
  });

  it('of another publisher or advertiser is like anybody else', async () => {
    await mark({ publisherId: 'pub_2' });
    await mark({ advertiserId: 'adv_2' });
    expect(await reaches()).toBe(TARGET);
  });

  it('is let through when the list can’t be read', async () => {
    await mark({});
    Object.assign(world.ports, { callers: { list: () => Promise.reject(new Error('throttled')) } });
    expect(await reaches()).toBe(TARGET);
  });
});

describe('a shared number', () => {
  it('never is a repeat, and has no history', async () => {
    world.catalog.targets = [target({ rules: { repeats: { days: 30, scope: 'target' } } })];
    expect(await reaches()).toBe(TARGET);
    await world.drain();
    forget();
    expect(await reaches()).toBe(FALLBACK.number);
    expect((await mark({ mark: 'shared' })).status).toBe(200);
    forget();
    expect(await reaches()).toBe(TARGET);
    const record = (await world.call(`CA${calls}`))?.record;
    expect(record?.caller).toEqual({ masked: '…0142', region: 'US-IL', attestation: 'A' });
  });
});

describe('marks', () => {
  it('are an advertiser’s own, or the operator’s to set', async () => {
    const { key, advertiserId } = await catalog.advertiser();
    expect((await mark({}, key)).json).toEqual({ list: 'advertiser', mark: 'blocked' });
    expect((await mark({ advertiserId }, key)).status).toBe(200);
    const fieldsOf = async (body: object, who = key) =>
      (await mark(body, who)).json.errors.map((each: { field: string }) => each.field);
    expect(await fieldsOf({ advertiserId: 'adv_1' })).toEqual(['body.advertiserId']);
    expect(await fieldsOf({ publisherId: 'pub_1' })).toEqual(['body.publisherId']);
    expect(await fieldsOf({ mark: 'shared' })).toEqual(['body.mark']);
    expect(await fieldsOf({ publisherId: 'pub_1', advertiserId: 'adv_1' }, OPERATOR_KEY)).toEqual([
      'body.advertiserId',
    ]);
    const { key: publisherKey } = await catalog.publisher();
    expect((await mark({}, publisherKey)).status).toBe(403);
  });

  it.each(['', 'anonymous', 'sip:a@b.example', '+12345678901234567890', '2175550142'])(
    'refuse the number %j by name',
    async (number) => {
      const { status, json } = await mark({ number });
      expect(status).toBe(400);
      expect(json.errors[0].field).toBe('body.number');
    },
  );
});
