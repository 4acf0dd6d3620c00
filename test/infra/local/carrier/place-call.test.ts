import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlaceCallOptions } from '../../../../infra/local/carrier/line.ts';
import { placeCall } from '../../../../infra/local/carrier/twilio.ts';
import { readTwiml } from '../../../../infra/local/carrier/twiml.ts';
import { twilioCarrier } from '../../../../shared/calls/twilio-carrier.ts';
import { CALLER, FALLBACK, POOL_NUMBER, PUBLIC_URL, TOKEN } from '../../../calls/forms.ts';
import { type CallWorld, callWorld } from '../../../calls/world.ts';
import { target } from '../../../catalog/fixture.ts';

let world: CallWorld;
let server: Server;
let baseUrl: string;

/** The calls functions behind a plain HTTP server, as the local runtime has them. */
beforeEach(async () => {
  world = await callWorld();
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const [path = '', query = ''] = (request.url ?? '').split('?');
      const headers = request.headers as Record<string, string>;
      const answer = await world.receive(path, query, headers, Buffer.concat(chunks).toString());
      response.writeHead(answer.statusCode ?? 500, answer.headers as Record<string, string>).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  baseUrl = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

const place = (options: Partial<PlaceCallOptions> = {}) =>
  placeCall({
    baseUrl,
    publicUrl: PUBLIC_URL,
    authToken: TOKEN,
    to: POOL_NUMBER,
    from: CALLER,
    talkSeconds: 75,
    lateMs: 10,
    ...options,
  });

const factsOf = async (callSid: string) => (await world.call(callSid))?.outcome.facts;

describe('the simulated Twilio', () => {
  it.each([
    [[]],
    [['late']],
    [['doubled']],
    [['out-of-order']],
    [['doubled', 'out-of-order', 'late']],
    [['lost-dial-action']],
  ] as [PlaceCallOptions['faults']][])('places a call that settles on its talk time with faults %j', async (faults) => {
    const call = await place({ faults });
    expect(call).toMatchObject({ accepted: true, talkedSeconds: 75 });
    expect(await world.drain()).toEqual([]);
    expect(await factsOf(call.callSid)).toMatchObject({ talkSeconds: 75, totalSeconds: 83, region: 'US-IL' });
  });

  it('settles without the end of the call once the waits are over', async () => {
    const call = await place({ faults: ['lost-completion'] });
    await world.drain(300);
    expect(await factsOf(call.callSid)).toMatchObject({ talkSeconds: 75 });
    expect((await factsOf(call.callSid))?.totalSeconds).toBeUndefined();
  });

  it('tells the end before the call: it fails, and settles when it comes back', async () => {
    const call = await place({ faults: ['status-first'] });
    const early = await world.drain();
    // Both were in one batch here; alone it would have failed.
    expect(await world.deliver(early)).toEqual([]);
    expect(await factsOf(call.callSid)).toMatchObject({ talkSeconds: 75 });
  });

  it.each(['no-answer', 'busy', 'failed'] as const)('follows the fallback when the target is %s', async (ring) => {
    world.catalog.offer = {
      ...(world.catalog.offer as NonNullable<typeof world.catalog.offer>),
      fallbackDestination: FALLBACK,
    };
    world.catalog.targets = [target({ maxConcurrent: 1 })];
    const call = await place({ rings: [ring, 'answered'] });
    expect(call.steps.map((step) => step.title)).toContain(`It rings at ${FALLBACK.number}`);
    await world.drain();
    const facts = await factsOf(call.callSid);
    expect(facts).toMatchObject({ talkSeconds: 75, capacity: 'reserved' });
    expect(facts?.targetId).toBeUndefined();
  });

  it('says sorry and hangs up when nobody answers at all', async () => {
    const call = await place({ rings: ['no-answer'] });
    expect(call.talkedSeconds).toBe(0);
    expect(call.steps.find((step) => step.title === 'The caller hears')?.detail).toMatch(/nobody can take your call/);
    await world.drain();
    expect((await factsOf(call.callSid))?.talkSeconds).toBeUndefined();
  });

  it('is refused with a wrong token, and nothing is stored', async () => {
    const call = await place({ authToken: 'wrong' });
    expect(call.accepted).toBe(false);
    expect(await world.call(call.callSid)).toBeUndefined();
    expect(world.counted).toContain('SignatureRefused');
  });
});

describe('reading TwiML', () => {
  it('reads what the adapter writes', () => {
    const { body } = twilioCarrier.write([
      { verb: 'say', text: 'Tom & "Jerry" <3' },
      {
        verb: 'dial',
        to: { kind: 'sip', uri: 'sip:desk@pbx.example' },
        ringSeconds: 20,
        maxTalkSeconds: 60,
        actionUrl: 'https://a.example/dial?attempt=target&x=1',
        legEventsUrl: 'https://a.example/status',
      },
    ]);
    expect(readTwiml(body)).toEqual([
      { verb: 'Say', text: 'Tom & "Jerry" <3' },
      {
        verb: 'Dial',
        destination: 'sip:desk@pbx.example',
        action: 'https://a.example/dial?attempt=target&x=1',
        statusCallback: 'https://a.example/status',
      },
    ]);
  });

  it.each(['', 'not xml', '<Response><Enqueue>x</Enqueue></Response>', '<Response><Dial/></Response>'])(
    'refuses %j, as the carrier plays an application error',
    (xml) => {
      expect(() => readTwiml(xml)).toThrow();
    },
  );
});
