import { beforeEach, describe, expect, it } from 'vitest';
import { getRecordingHandler } from '../../functions/calls/get-recording/handler.ts';
import { openRecordingHandler } from '../../functions/calls/open-recording/handler.ts';
import { joseRecordingLinks } from '../../shared/calls/jose-recording-links.ts';
import { outcomeIdOf } from '../../shared/calls/outcome-id.ts';
import { LINK_MS } from '../../shared/calls/recording-link.ts';
import { isNoticeDue } from '../../shared/calls/recording-notice.ts';
import { DAY_MS } from '../../shared/kernel/time.ts';
import type { Principal } from '../../shared/platform/http/principal.ts';
import { joseLeaseTokens } from '../../shared/tracking/jose-lease-tokens.ts';
import { silentLog } from '../support/log.ts';
import { CALL, inbound, PUBLIC_URL } from './forms.ts';
import { type CallWorld, callWorld } from './world.ts';

const OUTCOME = outcomeIdOf('twilio', CALL);
const SOUND = 'https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1';
const secrets = async (): Promise<[string, string]> => ['secret-now', 'secret-before'];

let world: CallWorld;
beforeEach(async () => {
  world = await callWorld();
  await world.post('voice', inbound());
  await world.post('recording', { CallSid: CALL, RecordingSid: 'RE1', RecordingUrl: SOUND, RecordingDuration: '95' });
  await world.drain(0);
});

const ports = () => ({
  calls: world.ports.calls,
  links: joseRecordingLinks(secrets),
  retentionDays: 90,
  publicUrl: PUBLIC_URL,
});
const event = (pathParameters: Record<string, string>) =>
  ({ pathParameters, headers: { authorization: 'Bearer k' }, requestContext: { requestId: 'r' } }) as never;

async function links(role: Principal['role'], subjectId: string, outcomeId = OUTCOME) {
  const principal = { keyId: 'key_1', role, subjectId, scopes: ['outcomes:read'] } as unknown as Principal;
  const handle = getRecordingHandler({
    log: silentLog,
    authenticate: async () => principal,
    ports: ports(),
    clock: world.clock,
  });
  const answer = await handle(event({ outcomeId }), {} as never);
  return { status: answer.statusCode, body: JSON.parse(answer.body ?? '{}') };
}
const open = (token: string) =>
  openRecordingHandler({ log: silentLog, ports: ports(), clock: world.clock })(event({ token }), {} as never);
const tokenOf = async () => (await links('operator', 'op')).body.recordings[0].url.split('/').at(-1) as string;

describe('a recording', () => {
  it('is a link to its buyer, and the link leads to the carrier', async () => {
    const { status, body } = await links('advertiser', 'adv_1');
    expect(status).toBe(200);
    expect(body.recordings).toMatchObject([{ recordingId: 'RE1', seconds: 95 }]);
    expect(JSON.stringify(body)).not.toContain('api.twilio.com');
    const answer = await open(body.recordings[0].url.split('/').at(-1));
    expect(answer).toMatchObject({ statusCode: 302, headers: { location: SOUND, 'cache-control': 'no-store' } });
  });

  it('does not exist for another advertiser, nor for its publisher', async () => {
    expect((await links('advertiser', 'adv_2')).status).toBe(404);
    expect((await links('publisher', 'pub_1')).status).toBe(403);
    expect((await links('operator', 'op', 'call_never')).status).toBe(404);
  });

  it('is not there for a call that was not recorded', async () => {
    await world.post('voice', inbound({ CallSid: 'CA9' }));
    await world.drain(0);
    expect((await links('operator', 'op', outcomeIdOf('twilio', 'CA9'))).status).toBe(404);
  });

  it('closes its link after a quarter of an hour', async () => {
    const token = await tokenOf();
    world.clock.advance(LINK_MS - 1_000);
    expect((await open(token)).statusCode).toBe(302);
    world.clock.advance(2_000);
    expect((await open(token)).statusCode).toBe(410);
  });

  it('is over with its retention, by an old link or a new one', async () => {
    world.clock.advance(90 * DAY_MS - 60_000);
    const token = await tokenOf();
    world.clock.advance(120_000);
    expect((await open(token)).statusCode).toBe(410);
    expect((await links('operator', 'op')).status).toBe(410);
  });

  it('takes a link signed with the secret before, and none that was not made here', async () => {
    const nowMs = world.clock.nowMs();
    const ref = { outcomeId: OUTCOME, recordingId: 'RE1' };
    const before = await joseRecordingLinks(async () => ['secret-before']).sign(ref, nowMs + LINK_MS, nowMs);
    expect((await open(before)).statusCode).toBe(302);
    const strange = await joseRecordingLinks(async () => ['another']).sign(ref, nowMs + LINK_MS, nowMs);
    const claims = { poolId: 'p', number: '+1', visitId: 'v', publisherId: 'pub' };
    const lease = await joseLeaseTokens(secrets).sign(claims, nowMs);
    for (const token of [strange, lease, 'x', `${before}x`, 'x'.repeat(5_000)]) {
      expect((await open(token)).statusCode).toBe(403);
    }
  });
});

describe('the notice', () => {
  const to = (number: string) => ({ kind: 'number', number }) as const;
  const [ILLINOIS, NEW_YORK, UNKNOWN, LONDON] = ['+12175550142', '+12125550142', '+18005550142', '+442079460142'];

  it.each([
    ['US-NY', NEW_YORK, false],
    ['US-IL', NEW_YORK, true],
    ['US-NY', ILLINOIS, true],
    ['US-CA', ILLINOIS, true],
    [undefined, NEW_YORK, true],
    ['US', NEW_YORK, true],
    ['US-NY', UNKNOWN, true],
    ['US-NY', LONDON, true],
    ['DE', NEW_YORK, true],
  ] as [string | undefined, string, boolean][])('of a caller in %s to %s is due: %s', (region, number, due) => {
    expect(isNoticeDue('by-state', region, to(number))).toBe(due);
  });

  it('is due to an address whose place nobody knows', () => {
    expect(isNoticeDue('by-state', 'US-NY', { kind: 'sip', uri: 'sip:desk@pbx.example' })).toBe(true);
  });

  it('may be had always or never', () => {
    expect(isNoticeDue('always', 'US-NY', to(NEW_YORK))).toBe(true);
    expect(isNoticeDue('never', 'US-CA', to(ILLINOIS))).toBe(false);
  });

  it('is heard before the dial of a recorded call from a strict state, and not from a lenient one', async () => {
    Object.assign(world.voice, { record: true });
    world.catalog.targets = world.catalog.targets.map((each) => ({ ...each, destination: to(NEW_YORK) }));
    const said = async (form: Record<string, string>) => (await world.post('voice', inbound(form))).body;
    expect(await said({ CallSid: 'CA21' })).toMatch(/<Say>This call may be recorded\.<\/Say><Dial/);
    const quiet = await said({ CallSid: 'CA22', From: '+12125550143', FromState: 'NY' });
    expect(quiet).toContain('recordingStatusCallback');
    expect(quiet).not.toContain('<Say>');
  });
});
