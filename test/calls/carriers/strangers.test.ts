import { beforeEach, describe, expect, it } from 'vitest';
import type { CallFacts } from '../../../infra/local/carrier/dialect.ts';
import { DIALECTS, SIMULATED, type SimulatedCarrier } from '../../../infra/local/carrier/dialects/all.ts';
import { CALLER, POOL_NUMBER, PUBLIC_URL } from '../forms.ts';
import { type CallWorld, callWorld } from '../world.ts';
import { proofsOf } from './known.ts';

let world: CallWorld;
beforeEach(async () => {
  world = await callWorld();
});

const call: CallFacts = {
  callId: 'call-1',
  from: CALLER,
  fromState: 'IL',
  fromCountry: 'US',
  to: POOL_NUMBER,
  attestation: 'A',
  startedAtMs: 0,
};

/** Really signed by its own carrier, for the very address it is sent to. */
function send(from: SimulatedCarrier, path: string) {
  const dialect = DIALECTS[from];
  const body = dialect.encode(dialect.incoming(call));
  const headers = dialect.sign(proofsOf(from).current, PUBLIC_URL + path, body, world.clock.nowMs());
  return world.receive(path, '', { 'content-type': dialect.contentType, ...headers }, body);
}

const pairs = SIMULATED.flatMap((from) => SIMULATED.filter((at) => at !== from).map((at) => [from, at] as const));

describe('a webhook at another carrier’s address', () => {
  it.each(pairs)('of %s at %s is 403, counted, and leaves nothing behind', async (from, at) => {
    const { statusCode, body = '' } = await send(from, `/carriers/${at}/voice`);
    expect(statusCode).toBe(403);
    expect(JSON.parse(body)).toMatchObject({ type: 'urn:callbourse:problem:forbidden' });
    expect(world.counted).toEqual(['SignatureRefused']);
    expect(world.queued).toEqual([]);
    expect(await world.call(call.callId, at)).toBeUndefined();
  });

  it.each(['vonage', '__proto__', 'constructor', 'TWILIO', '%2e%2e'])(
    'of a carrier that we do not know, %s, is 404',
    async (name) => {
      const { statusCode } = await send('twilio', `/carriers/${name}/voice`);
      expect(statusCode).toBe(404);
      expect(world.queued).toEqual([]);
    },
  );
});
