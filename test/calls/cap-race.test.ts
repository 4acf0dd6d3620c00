import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, it } from 'vitest';
import { shardIds } from '../../shared/calls/capacity-shards.ts';
import { dynamoCapacity } from '../../shared/calls/dynamo-capacity.ts';
import { capacityKey } from '../../shared/calls/keys.ts';
import { SLOT_MS } from '../../shared/calls/model.ts';
import { DAY_MS } from '../../shared/kernel/time.ts';
import { target } from '../catalog/fixture.ts';
import { inbound, STATIC_NUMBER } from './forms.ts';
import { type CallWorld, callWorld } from './world.ts';

const CALLS = 500;
const CAP = 100;
const FIRST = '+12175550142';
const SECOND = '+12175550143';

let world: CallWorld;
beforeEach(async () => {
  world = await callWorld();
  // How long a busy machine takes is another question than who is promised a place.
  Object.assign(world.ports, { deadline: { within: (_ms: number, work: Promise<unknown>) => work } });
});

const NAME =
  'sends exactly 100 of 500 calls at once to a target with a cap of 100 (%s items), the rest to the next, and loses none';

it.each([1, 2])(NAME, async (shards) => {
  world.catalog.targets = [
    target({ priority: 1, maxConcurrent: CAP, shards, destination: { kind: 'number', number: FIRST } }),
    target({ targetId: 'target_2', priority: 2, destination: { kind: 'number', number: SECOND } }),
  ];
  const answers = await Promise.all(
    Array.from({ length: CALLS }, (_, index) => {
      const from = `+1312555${String(1_000 + index)}`;
      return world.post(
        'voice',
        inbound({ CallSid: `CA${String(index).padStart(32, '0')}`, To: STATIC_NUMBER, From: from }),
      );
    }),
  );
  const dialled = (number: string) => answers.filter(({ body }) => body?.includes(`>${number}</Number>`)).length;
  expect([dialled(FIRST), dialled(SECOND)]).toEqual([CAP, CALLS - CAP]);
  const opened = await Promise.all(answers.map((_, index) => world.call(`CA${String(index).padStart(32, '0')}`)));
  expect(opened.filter((call) => call?.outcome.state === 'open')).toHaveLength(CALLS);

  // Nobody ever tells how they ended: after their time the places are free again.
  const wanted = { targetId: 'target_1', maxConcurrent: CAP, shards };
  const places = await Promise.all(
    shardIds(wanted).map(async (id) => {
      const item = { TableName: world.tables.leases, Key: capacityKey(id), ConsistentRead: true };
      return Object.keys((await world.client.send(new GetCommand(item))).Item?.slots ?? {});
    }),
  );
  expect(places.flat()).toHaveLength(CAP);
  const capacity = dynamoCapacity(world.client, world.tables.leases, 'America/New_York');
  expect(await capacity.reserve(wanted, 'late', world.clock.nowMs() + SLOT_MS - 1_000)).toBe('full');
  expect(await capacity.reserve(wanted, 'later', world.clock.nowMs() + SLOT_MS + DAY_MS)).toBe('reserved');
});
