import { beforeEach, describe, expect, it } from 'vitest';
import { steerCallHandler } from '../../../functions/calls/steer-call/handler.ts';
import { telnyx as dialect } from '../../../infra/local/carrier/dialects/twilio-family.ts';
import { httpCallControl } from '../../../shared/calls/carriers/http-call-control.ts';
import { CALLER, FALLBACK, POOL_NUMBER, PUBLIC_URL } from '../forms.ts';
import { MENU } from '../plans/fixture.ts';
import { type CallWorld, callWorld } from '../world.ts';
import { CARRIER_OF, proofsOf, secretsOf } from './known.ts';

const NAME = 'telnyx-call-control';
const PATH = `/carriers/${NAME}/events`;
const CALL = 'v3:MdI91X4lWFEs7IgbBEOT9M4AigoY08M0WWZFISt1Yw2axZ_IiE4pqg';
const LEG = 'v3:9X2vxPDFY2RHSJ1EdMS0RHRksMTg7ldNxdjWbVr9zBjbGjGsSe-aiQ';

interface Sent {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

let world: CallWorld;
let sent: Sent[];
let refusal: { status: number; body: string } | undefined;
let ids = 0;

beforeEach(async () => {
  world = await callWorld();
  sent = [];
  refusal = undefined;
});

/** Stands in for Telnyx's API, and keeps what it was told. */
const api: typeof fetch = async (url, init) => {
  sent.push({ path: new URL(String(url)).pathname, body: JSON.parse(String(init?.body)) });
  return refusal ? new Response(refusal.body, { status: refusal.status }) : Response.json({ data: { result: 'ok' } });
};

const at = (seconds: number): string => new Date(world.clock.nowMs() + seconds * 1_000).toISOString();

const nextId = (): string => {
  ids += 1;
  return `event-${ids}`;
};

/** An event as Telnyx's documentation shows it. */
function event(event_type: string, payload: object, seconds = 0, id = nextId()) {
  const base = {
    call_leg_id: '428c31b6-7af4-4bcb-b7f5-5013ef9657c1',
    call_session_id: '428c31b6-7af4-4bcb-b7f5-5013ef9657c1',
    connection_id: '7267',
    from: CALLER,
    to: POOL_NUMBER,
  };
  return {
    data: { record_type: 'event', event_type, id, occurred_at: at(seconds), payload: { ...base, ...payload } },
    meta: { attempt: 1, delivered_to: PUBLIC_URL + PATH },
  };
}

const incoming = (more: object = {}) =>
  event('call.initiated', { call_control_id: CALL, direction: 'incoming', start_time: at(0), ...more });

async function post(webhook: object, proof = proofsOf(NAME).current) {
  const body = JSON.stringify(webhook);
  const steer = steerCallHandler({
    log: { debug() {}, info() {}, warn() {}, error() {} },
    count: (name) => world.counted.push(name),
    clock: world.clock,
    publicUrl: PUBLIC_URL,
    carriers: (name) => ({
      carrier: CARRIER_OF[name],
      secrets: async () => secretsOf(name),
      commands: httpCallControl(async () => 'KEY', api),
    }),
    voice: world.voice,
    ports: world.ports,
    choosing: world.ports,
    dialing: world.ports,
  });
  const answer = await steer(
    {
      rawPath: PATH,
      rawQueryString: '',
      headers: {
        'content-type': 'application/json',
        ...dialect.sign(proof, PUBLIC_URL + PATH, body, world.clock.nowMs()),
      },
      isBase64Encoded: false,
      body,
      requestContext: { requestId: 'req-1' },
    } as never,
    {} as never,
  );
  return answer.statusCode;
}

const stateOf = (action: string): string =>
  String(sent.findLast(({ path }) => path.endsWith(`/${action}`))?.body.client_state);
const stateOfLeg = (): string =>
  String(sent.find(({ path }) => path.endsWith('/transfer'))?.body.target_leg_client_state);
const actions = (): string[] => sent.map(({ path }) => path.split('/').at(-1) ?? '');
const hangUpOfLeg = (hangup_cause: string, seconds: number) =>
  event(
    'call.hangup',
    { call_control_id: LEG, client_state: stateOfLeg(), hangup_cause, end_time: at(seconds) },
    seconds,
  );
const bridged = (seconds: number) =>
  event('call.bridged', { call_control_id: LEG, client_state: stateOfLeg() }, seconds);
const callOver = (seconds: number) =>
  event(
    'call.hangup',
    { call_control_id: CALL, start_time: at(0), end_time: at(seconds), hangup_cause: 'normal_clearing' },
    seconds,
  );
const facts = async () => (await world.call(CALL, NAME))?.outcome.facts;

describe('a call under Call Control', () => {
  it('is transferred by a command to Telnyx’s API, and the webhook only confirmed', async () => {
    expect(await post(incoming())).toBe(200);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.path).toBe(`/v2/calls/${encodeURIComponent(CALL)}/actions/transfer`);
    expect(sent[0]?.body).toMatchObject({ to: '+12175550142', timeout_secs: 25, time_limit_secs: 14_400 });
    expect(sent[0]?.body).not.toHaveProperty('from');
    expect((await world.call(CALL, NAME))?.record.number).toBe(POOL_NUMBER);
  });

  it('carries no caller’s number in the state that Telnyx keeps for us', async () => {
    await post(incoming());
    expect(Buffer.from(stateOfLeg(), 'base64').toString()).not.toContain(CALLER.slice(1));
  });

  it.each([
    ['in order', [0, 1, 2]],
    ['backwards', [2, 1, 0]],
    ['doubled and mixed', [1, 2, 1, 0, 0, 2]],
  ] as [string, number[]][])('has no duration: from the bridge to the hang-up, %s', async (_name, order) => {
    await post(incoming());
    const told = [bridged(12), hangUpOfLeg('normal_clearing', 87.9), callOver(90)];
    for (const index of order) expect(await post(told[index] as object)).toBe(200);
    expect(await world.drain()).toEqual([]);
    expect(await facts()).toMatchObject({ talkSeconds: 75, totalSeconds: 90 });
  });

  it.each([
    ['timeout', 'no-answer'],
    ['user_busy', 'busy'],
    ['call_rejected', 'no-answer'],
    ['not_found', 'failed'],
  ])('rings the fallback after %s', async (cause) => {
    const offer = world.catalog.offer as NonNullable<typeof world.catalog.offer>;
    world.catalog.offer = { ...offer, fallbackDestination: FALLBACK };
    await post(incoming());
    const hangup = hangUpOfLeg(cause, 25);
    await post(hangup);
    expect(actions()).toEqual(['transfer', 'transfer']);
    expect(sent[1]?.path).toContain(encodeURIComponent(CALL));
    expect(sent[1]?.body.to).toBe(FALLBACK.number);
  });

  it('says sorry where nobody answers, and hangs up when the sentence is over', async () => {
    await post(incoming());
    await post(hangUpOfLeg('timeout', 25));
    expect(actions()).toEqual(['transfer', 'answer', 'speak']);
    const client_state = sent.at(-1)?.body.client_state;
    await post(event('call.speak.ended', { call_control_id: CALL, client_state }, 30));
    expect(actions().at(-1)).toBe('hangup');
  });

  it('plays the notice first where calls are recorded, and transfers after it', async () => {
    Object.assign(world.voice, { record: true });
    await post(incoming({ from: 'anonymous' }));
    expect(actions()).toEqual(['answer', 'speak']);
    const client_state = sent.at(-1)?.body.client_state;
    await post(event('call.speak.ended', { call_control_id: CALL, client_state, to: 'other' }, 5));
    expect(sent.at(-1)?.body).toMatchObject({ from: POOL_NUMBER, record: 'record-from-answer' });
  });

  it('gives the same command the same id when the webhook comes twice', async () => {
    const webhook = incoming();
    await post(webhook);
    await post(webhook);
    expect(sent).toHaveLength(2);
    expect(sent[0]?.body.command_id).toBe(sent[1]?.body.command_id);
  });

  it('fails, so that the webhook comes again, when Telnyx refuses a command', async () => {
    refusal = { status: 500, body: 'down' };
    expect(await post(incoming())).toBe(500);
  });

  it('is content when the caller is gone already', async () => {
    refusal = { status: 422, body: '{"errors":[{"code":"90018","title":"Call has already ended"}]}' };
    expect(await post(incoming())).toBe(200);
  });

  it('ignores what is none of ours: other legs, other applications’ states, events we did not ask for', async () => {
    await post(incoming());
    const before = world.queued.length;
    const others = [
      event('call.initiated', { call_control_id: LEG, direction: 'outgoing', client_state: stateOfLeg() }),
      event('call.answered', { call_control_id: LEG }),
      event('call.bridged', { call_control_id: CALL, client_state: 'aGF2ZSBhIG5pY2UgZGF5ID1d' }),
      event('call.speak.ended', { call_control_id: CALL }),
    ];
    for (const other of others) expect(await post(other)).toBe(200);
    expect(sent).toHaveLength(1);
    expect(world.queued).toHaveLength(before);
  });

  it('is refused unsigned, and with fields that are missing, by name', async () => {
    expect(await post(incoming(), proofsOf(NAME).stranger)).toBe(403);
    expect(await post({ data: { id: 'x' } })).toBe(400);
    expect(await post(incoming({ call_control_id: undefined }))).toBe(400);
    expect(sent).toEqual([]);
  });
});

describe('a plan under Call Control', () => {
  const ended = (what: string, action: string, more: object = {}) =>
    event(`call.${what}.ended`, { call_control_id: CALL, client_state: stateOf(action), ...more }, 5);
  const gathered = (digits: string, status = 'valid') => ended('gather', 'gather_using_speak', { digits, status });

  beforeEach(() => {
    world.catalog.plan = MENU;
  });

  it('says, asks, and transfers by the key that was pressed; each step waits for the one before', async () => {
    await post(incoming());
    expect(actions()).toEqual(['answer', 'speak']);
    await post(ended('speak', 'speak'));
    expect(actions().slice(2)).toEqual(['answer', 'gather_using_speak']);
    expect(sent.at(-1)?.body).toMatchObject({
      payload: 'Press 1 or say roof. Para español, oprima 2.',
      language: 'en-US',
      maximum_digits: 1,
      maximum_tries: 1,
      timeout_millis: 5_000,
    });
    await post(gathered('2'));
    expect(sent.at(-1)).toMatchObject({ body: { payload: 'Un momento, por favor.', language: 'es-MX' } });
    await post(ended('speak', 'speak'));
    expect(actions().at(-1)).toBe('transfer');
    const { route } = (await world.call(CALL, NAME))?.record ?? {};
    expect(route).toMatchObject({ kind: 'target', plan: { answers: { menu: '2' }, language: 'es' } });
  });

  it('asks again when nothing was pressed, and then goes on, recorded', async () => {
    await post(incoming());
    await post(ended('speak', 'speak'));
    await post(gathered('', 'timeout'));
    expect(actions().at(-1)).toBe('gather_using_speak');
    await post(gathered('7'));
    expect(sent.at(-1)?.body).toMatchObject({ payload: 'This call is recorded.' });
    await post(ended('speak', 'speak'));
    expect(sent.at(-1)?.body).toMatchObject({ to: '+12175550142', record: 'record-from-answer' });
    const offer = world.catalog.offer as NonNullable<typeof world.catalog.offer>;
    world.catalog.offer = { ...offer, fallbackDestination: FALLBACK };
    await post(hangUpOfLeg('timeout', 30));
    // What the plan began goes on: the fallback is recorded too.
    expect(sent.at(-1)?.body).toMatchObject({ to: FALLBACK.number, record: 'record-from-answer' });
  });

  it('tells a caller who hung up on the question nothing more', async () => {
    await post(incoming());
    await post(ended('speak', 'speak'));
    const before = sent.length;
    await post(gathered('', 'call_hangup'));
    await post(callOver(8));
    expect(sent).toHaveLength(before);
    expect(await world.drain()).toEqual([]);
    await world.drain(60);
    expect(await facts()).toMatchObject({ totalSeconds: 8, capacity: 'none' });
  });

  it('keeps no caller’s number in the state of a question', async () => {
    await post(incoming());
    await post(ended('speak', 'speak'));
    expect(Buffer.from(stateOf('gather_using_speak'), 'base64').toString()).not.toContain(CALLER.slice(1));
  });
});
