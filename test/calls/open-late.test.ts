import { afterEach, beforeEach, expect, it } from 'vitest';
import { completeOpening } from '../../shared/calls/complete-opening.ts';
import type { AnsweredCall } from '../../shared/calls/contract.ts';
import { outcomeIdOf } from '../../shared/calls/outcome-id.ts';
import { STATIC_NUMBER } from './forms.ts';
import { type CallWorld, callWorld } from './world.ts';

const unheard: unknown[] = [];
const hear = (reason: unknown): void => void unheard.push(reason);
let world: CallWorld;

beforeEach(async () => {
  world = await callWorld();
  unheard.length = 0;
  process.on('unhandledRejection', hear);
});
afterEach(() => void process.off('unhandledRejection', hear));

/** A call of which the answer could find out nothing. */
const call = (): AnsweredCall => ({
  v: 1,
  kind: 'call-answered',
  carrier: 'twilio',
  callId: 'CA1',
  number: STATIC_NUMBER,
  caller: { personHash: 'someone', attestation: 'A' },
  startedAtMs: world.clock.nowMs(),
  opened: false,
});

// An error that nobody awaits ends the whole container, and with it every other message of its batch.
it('a call to a static number is opened late without asking for a history it does not need', async () => {
  let asked = 0;
  const people = {
    ...world.ports.people,
    earlier: async () => {
      asked += 1;
      throw new Error('throttled');
    },
  };
  await completeOpening({ ...world.ports, people, extend: world.leases.extend, sweeps: world.sweeps }, call());
  await new Promise((resolve) => setImmediate(resolve));
  const opened = await world.ports.calls.find(outcomeIdOf('twilio', 'CA1'));
  expect(opened?.outcome.attribution).toMatchObject({ confidence: 'source', source: 'flyer' });
  expect({ asked, unheard }).toEqual({ asked: 0, unheard: [] });
});
