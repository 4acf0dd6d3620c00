import { readFileSync } from 'node:fs';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { describe, expect, it } from 'vitest';
import { DIALECTS } from '../../infra/local/carrier/dialects/all.ts';
import { bandwidthCarrier } from '../../shared/calls/carriers/bandwidth-carrier.ts';
import { telnyxCarrier } from '../../shared/calls/carriers/telnyx-carrier.ts';
import { twilioCarrier } from '../../shared/calls/twilio-carrier.ts';
import { readTwilioEvent, readTwilioInbound } from '../../shared/calls/twilio-events.ts';
import { FORM } from '../../shared/calls/twilio-signature.ts';
import { requestOf } from './carriers/carrier-contract.ts';
import { proofsOf, secretsOf } from './carriers/known.ts';
import { callDone, inbound, PUBLIC_URL } from './forms.ts';

/** What carriers do that a reader of their documents would not expect, and the test that holds us to it. */
const TRAPS: readonly (readonly [trap: string, file: string, test: string])[] = [
  [
    'Twilio hangs up on an answer after 15 s',
    'failures',
    'is answered far within the carrier’s 15 s when everything hangs',
  ],
  ['StirVerstat has diverted, passed-through, failed and literal NULL forms', 'twilio-events', "['NULL', 'none']"],
  ['StirVerstat may be absent', 'twilio-events', 'takes an absent StirVerstat for none'],
  ['AnsweredBy comes with machine detection only', 'field-traps', 'AnsweredBy comes with machine detection only'],
  ['CallDuration is seconds, Duration billed minutes', 'twilio-events', 'never the billed minutes of Duration'],
  [
    'DialCallDuration comes on the dial’s own request alone',
    'twilio-events',
    'takes the talk time from the dial’s own request alone',
  ],
  ['no DialCallDuration of a conference', 'twilio-events', 'has no talk time of a conference'],
  [
    'the parent’s CallDuration counts menu and ringing in',
    'read-progress',
    'pays on the dialled leg, never on the caller’s own',
  ],
  ['each failover dial makes a child of its own', 'twilio-events', 'keys a dial on DialCallSid'],
  ['attempts are never summed', 'read-progress', 'never sums attempts'],
  ['a price may come late', 'twilio-events', 'ignores a price, which may come late or never'],
  ['recordings come from their own callback', 'twilio-events', 'takes a recording from its own callback'],
  ['the signature sorts names and keeps every letter', 'twilio-signature', 'keeps what the form says'],
  [
    'a repeated name is signed with its distinct values',
    'twilio-signature',
    'signs the distinct values of a repeated name in order',
  ],
  ['a JSON body is signed by its hash in the URL', 'twilio-signature', 'covers a JSON body by its hash'],
  [
    'the URL may be signed with its port or without',
    'twilio-signature',
    'accepts the URL signed with its port or without',
  ],
  [
    'behind a gateway the configured address is signed',
    'twilio-signature',
    'trust our configured address, never the host',
  ],
  ['a subaccount signs with its own token', 'field-traps', 'a subaccount signs with its own token'],
  ['two tokens live while one is rotated', 'twilio-signature', 'accepts the token before while it is rotated'],
  ['there is no timestamp: the event’s id is what stops a replay', 'bad-requests', 'replayed change nothing'],
  [
    'callbacks come doubled and in any order',
    'settle-call',
    'comes to the same facts in any order and number of events',
  ],
  [
    'TeXML’s attestation counts only where it was validated',
    'carriers/traps',
    'an attestation that Telnyx did not validate',
  ],
  ['TeXML tells DialCallDuration with the caller’s own end too', 'carriers/traps', 'it is not the talk that pays'],
  ['Call Control tells no duration', 'carriers/call-control', 'has no duration: from the bridge to the hang-up'],
  ['Telnyx’s timestamp is good for five minutes', 'field-traps', 'Telnyx’s timestamp is good for five minutes'],
  ['Telnyx delivers in no order, and again', 'carriers/traps', 'delivery is unordered and repeats'],
  ['SignalWire signs in a header of its own', 'carriers/traps', 'signs in a header of its own'],
  [
    'a project has its own signing key, and two while it is rotated',
    'carriers/carrier-contract',
    'is known by either of two live secrets',
  ],
  ['Plivo signs URL, sorted parameters, a dot and a nonce', 'carriers/traps', 'signs the sorted query, a dot'],
  ['Plivo sends several signatures', 'carriers/traps', 'sends several signatures, comma-separated'],
  ['Bandwidth keeps verstat and level apart', 'carriers/traps', 'keeps verification and level apart'],
  [
    'Bandwidth’s transferComplete is the second leg',
    'carriers/traps',
    'names the second leg only where that one hangs up',
  ],
  ['Bandwidth tells no duration', 'carriers/traps', 'tells no duration: times are subtracted'],
  ['Bandwidth signs nothing: basic auth over TLS', 'field-traps', 'Bandwidth signs nothing: basic auth over TLS'],
];

const sourceOf = (file: string): string => {
  const name = file === 'carriers/carrier-contract' ? file : `${file}.test`;
  return readFileSync(new URL(`${name}.ts`, import.meta.url), 'utf8');
};

const form = (fields: Readonly<Record<string, string>>) =>
  requestOf(PUBLIC_URL, FORM, new URLSearchParams(fields).toString(), {});

describe('carriers’ traps', () => {
  it.each(TRAPS)('%s: %s', (_trap, file, test) => {
    expect(sourceOf(file)).toContain(test);
  });

  it('AnsweredBy comes with machine detection only: it is neither missed nor believed', () => {
    const without = callDone();
    for (const answeredBy of ['human', 'machine_start', 'unknown', '']) {
      expect(readTwilioEvent(form({ ...without, AnsweredBy: answeredBy }))).toEqual(readTwilioEvent(form(without)));
      expect(readTwilioInbound(form(inbound({ AnsweredBy: answeredBy })))).toEqual(readTwilioInbound(form(inbound())));
    }
  });

  it('a subaccount signs with its own token: each of the tokens in the secret is good, and no other', () => {
    const fields = { ...inbound(), AccountSid: 'AC00000000000000000000000000000002' };
    const signed = (token: string) =>
      requestOf(PUBLIC_URL, FORM, new URLSearchParams(fields).toString(), {
        'x-twilio-signature': getExpectedTwilioSignature(token, PUBLIC_URL, fields),
      });
    const secrets = ['token-of-the-account', 'token-of-the-subaccount'];
    expect(secrets.map((token) => twilioCarrier.verify(signed(token), secrets, 0))).toEqual([true, true]);
    expect(twilioCarrier.verify(signed('token-of-another'), secrets, 0)).toBe(false);
  });

  it('Telnyx’s timestamp is good for five minutes, to either side', () => {
    const atMs = Date.UTC(2026, 2, 2, 15);
    const headers = DIALECTS.telnyx.sign(proofsOf('telnyx').current, PUBLIC_URL, '{}', atMs);
    const isGood = (nowMs: number) =>
      telnyxCarrier.verify(requestOf(PUBLIC_URL, FORM, '{}', headers), secretsOf('telnyx'), nowMs);
    expect([0, 300_000, -300_000].map((late) => isGood(atMs + late))).toEqual([true, true, true]);
    expect([301_000, -301_000].map((late) => isGood(atMs + late))).toEqual([false, false]);
  });

  it('Bandwidth signs nothing: basic auth over TLS, by either of two live secrets, and nothing else', () => {
    const [current, before] = secretsOf('bandwidth');
    const verified = (authorization: string) =>
      bandwidthCarrier.verify(
        requestOf(PUBLIC_URL, 'application/json', '[]', { authorization }),
        secretsOf('bandwidth'),
        0,
      );
    const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;
    const headers = [current, before].map((secret) => DIALECTS.bandwidth.sign(secret, PUBLIC_URL, '[]', 0));
    expect(headers.map(({ authorization }) => verified(authorization ?? ''))).toEqual([true, true]);
    for (const wrong of ['', 'Bearer x', basic(''), basic('x'), basic('user:stranger')]) {
      expect(verified(wrong)).toBe(false);
    }
  });
});
