import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DIALECTS } from '../../../infra/local/carrier/dialects/all.ts';
import { bandwidthCarrier } from '../../../shared/calls/carriers/bandwidth-carrier.ts';
import { plivoCarrier } from '../../../shared/calls/carriers/plivo-carrier.ts';
import { plivoText } from '../../../shared/calls/carriers/plivo-signature.ts';
import { signalwireCarrier } from '../../../shared/calls/carriers/signalwire-carrier.ts';
import { telnyxCarrier } from '../../../shared/calls/carriers/telnyx-carrier.ts';
import { mergeEvent } from '../../../shared/calls/merge-event.ts';
import { NO_PROGRESS } from '../../../shared/calls/model.ts';
import { talkSecondsOf } from '../../../shared/calls/read-progress.ts';
import { FORM, JSON_BODY } from '../../../shared/calls/twilio-signature.ts';
import { CALLER, PUBLIC_URL } from '../forms.ts';
import { requestOf } from './carrier-contract.ts';
import { proofsOf, secretsOf } from './known.ts';

const form = (fields: Readonly<Record<string, string>>, url = PUBLIC_URL) =>
  requestOf(url, FORM, new URLSearchParams(fields).toString(), {});
const json = (fields: object, url = PUBLIC_URL) => requestOf(url, JSON_BODY, JSON.stringify(fields), {});

describe('Telnyx’s traps', () => {
  const CALL = 'v3:9X2vxPDFY2RHSJ1EdMS0RHRksMTg7ldNxdjWbVr9zBjbGjGsSe-aiQ';
  const inbound = { CallSid: CALL, From: CALLER, To: '+12175550100', CallStatus: 'ringing' };

  it('an attestation that Telnyx did not validate is no attestation, and one that failed is worse', () => {
    const read = (more: Record<string, string>) => telnyxCarrier.readInbound(form({ ...inbound, ...more })).attestation;
    expect(read({ ShakenStirAttestation: 'A', ShakenStirValidated: 'true' })).toBe('A');
    expect(read({ ShakenStirAttestation: 'A', ShakenStirValidated: 'false' })).toBe('failed');
    expect(read({ ShakenStirAttestation: 'A' })).toBe('none');
    expect(read({})).toBe('none');
  });

  it('ids have a colon in them', () => {
    expect(telnyxCarrier.readInbound(form(inbound)).callId).toBe(CALL);
  });

  it('`answered` is how far a call is, not how it ended; of a dial it is the end', () => {
    expect(telnyxCarrier.readEvent(form({ ...inbound, CallStatus: 'answered' })).event).toEqual({
      kind: 'call-progress',
      stage: 'in-progress',
    });
    const dial = { ...inbound, DialCallSid: 'v3:b', DialCallStatus: 'answered', DialCallDuration: '61' };
    expect(telnyxCarrier.readDial(form(dial), 'target').event).toMatchObject({ result: 'completed', talkSeconds: 61 });
  });

  it('the completed webhook of the caller’s leg carries DialCallDuration too: it is not the talk that pays', () => {
    const told = { ...inbound, CallStatus: 'completed', CallDuration: '45', DialCallDuration: '120' };
    expect(telnyxCarrier.readEvent(form(told)).event).toEqual({
      kind: 'call-ended',
      result: 'completed',
      totalSeconds: 45,
    });
  });

  it('delivery is unordered and repeats: whatever comes in whatever order adds up to the same', () => {
    const leg = { ...inbound, CallSid: 'v3:b', ParentCallSid: CALL, CallStatus: 'completed', CallDuration: '60' };
    const events = [
      {
        ...telnyxCarrier.readDial(
          form({ ...inbound, DialCallSid: 'v3:b', DialCallStatus: 'completed', DialCallDuration: '61' }),
          'target',
        ).event,
        next: 'end' as const,
      },
      telnyxCarrier.readEvent(form(leg)).event,
      telnyxCarrier.readEvent(form({ ...inbound, CallStatus: 'completed', CallDuration: '75' })).event,
    ];
    const [a, b, c] = events as [(typeof events)[0], (typeof events)[0], (typeof events)[0]];
    const sums = [
      [a, b, c],
      [c, b, a, a],
      [b, c, a, c],
      [c, a, b],
    ].map((order) => order.reduce(mergeEvent, NO_PROGRESS));
    for (const sum of sums) expect(sum).toEqual(sums[0]);
    expect(talkSecondsOf(sums[0] ?? NO_PROGRESS)).toBe(61);
  });

  it('a public key that is none verifies nothing, and does not stop the others', () => {
    const { telnyx } = DIALECTS;
    const body = telnyx.encode(inbound);
    const request = requestOf(PUBLIC_URL, FORM, body, telnyx.sign(proofsOf('telnyx').current, PUBLIC_URL, body, 1_000));
    expect(telnyxCarrier.verify(request, ['x'.repeat(64)], 1_000)).toBe(false);
    expect(telnyxCarrier.verify(request, ['x'.repeat(64), ...secretsOf('telnyx')], 1_000)).toBe(true);
  });

  it('a timestamp that is no number of seconds is nobody’s', () => {
    const { telnyx } = DIALECTS;
    for (const stamp of ['', 'now', '-1', '1e3', '9'.repeat(40)]) {
      const headers = {
        ...telnyx.sign(proofsOf('telnyx').current, PUBLIC_URL, '{}', 1_000),
        'telnyx-timestamp': stamp,
      };
      expect(telnyxCarrier.verify(requestOf(PUBLIC_URL, FORM, '{}', headers), secretsOf('telnyx'), 1_000)).toBe(false);
    }
  });
});

describe('SignalWire’s traps', () => {
  const key = proofsOf('signalwire').current;
  const body = 'CallSid=a&From=%2B13125550142';

  it('may sign the raw body in hex instead of the sorted form in base64', () => {
    const url = `${PUBLIC_URL}/carriers/signalwire/voice`;
    const hex = createHmac('sha1', key)
      .update(url + body)
      .digest('hex');
    const request = requestOf(url, FORM, body, { 'x-signalwire-signature': hex });
    expect(signalwireCarrier.verify(request, secretsOf('signalwire'), 0)).toBe(true);
    expect(signalwireCarrier.verify({ ...request, body: `${body}&x=1` }, secretsOf('signalwire'), 0)).toBe(false);
  });

  it('signs in a header of its own: one in Twilio’s is not looked at', () => {
    const { twilio } = DIALECTS;
    const headers = twilio.sign(key, PUBLIC_URL, body, 0);
    expect(signalwireCarrier.verify(requestOf(PUBLIC_URL, FORM, body, headers), [key], 0)).toBe(false);
  });

  it('may not tell the caller’s state: the area code does', () => {
    const read = (more: Record<string, string>) =>
      signalwireCarrier.readInbound(form({ CallSid: 'a', From: CALLER, To: '+12175550100', ...more })).region;
    expect(read({})).toBe('US-IL');
    expect(read({ FromCountry: 'US', FromState: 'WI' })).toBe('US-WI');
  });
});

describe('Plivo’s traps', () => {
  const inbound = { CallUUID: 'a-1', From: '13125550142', To: '12175550100', CallStatus: 'ringing' };

  it('writes numbers without a plus, foreign ones too', () => {
    const read = (From: string) => plivoCarrier.readInbound(form({ ...inbound, From }));
    expect(read('13125550142')).toMatchObject({ to: '+12175550100', caller: { number: '+13125550142' } });
    expect(read('4930901820')).toMatchObject({ caller: { number: '+4930901820' }, region: 'DE' });
    expect(read('anonymous').caller).toEqual({ kind: 'withheld' });
  });

  it('`Duration` is seconds here, and `BillDuration` is never looked at', () => {
    const ended = { ...inbound, CallStatus: 'completed', Duration: '61', BillDuration: '120' };
    expect(plivoCarrier.readEvent(form(ended)).event).toMatchObject({ totalSeconds: 61 });
    const leg = {
      ...inbound,
      DialAction: 'hangup',
      DialBLegUUID: 'b',
      DialBLegDuration: '11',
      DialBLegBillDuration: '60',
    };
    expect(plivoCarrier.readEvent(form(leg)).event).toEqual({
      kind: 'leg-ended',
      legId: 'b',
      result: 'completed',
      seconds: 11,
    });
  });

  it('names no second leg where nobody answered', () => {
    const dial = { ...inbound, DialStatus: 'no-answer', DialBLegUUID: '' };
    expect(plivoCarrier.readDial(form(dial), 'target').event.legId).toBe('attempt:target');
  });

  it('signs the sorted query, a dot, the sorted form, a dot and a nonce', () => {
    expect(
      plivoText(
        'https://a.example/x?b=2&a=1',
        [
          ['To', '2'],
          ['From', '1'],
        ],
        'n',
      ),
    ).toBe('https://a.example/x?a=1&b=2.From1To2.n');
    expect(plivoText('https://a.example/x', [['To', '2']], 'n')).toBe('https://a.example/x?To2.n');
    expect(plivoText('https://a.example/x', [], 'n')).toBe('https://a.example/x.n');
  });

  it('sends several signatures, comma-separated: any of them counts, and six are an attack', () => {
    const body = new URLSearchParams(inbound).toString();
    const { plivo } = DIALECTS;
    const headers = plivo.sign(proofsOf('plivo').current, PUBLIC_URL, body, 5);
    expect(headers['x-plivo-signature-v3']?.split(',')).toHaveLength(2);
    const isTaken = (signatures: string | undefined) =>
      plivoCarrier.verify(
        requestOf(PUBLIC_URL, FORM, body, { ...headers, 'x-plivo-signature-v3': signatures ?? '' }),
        secretsOf('plivo'),
        0,
      );
    expect(isTaken(headers['x-plivo-signature-v3'])).toBe(true);
    expect(isTaken(`x,x,x,x,${headers['x-plivo-signature-v3']}`)).toBe(false);
    const withoutNonce = requestOf(PUBLIC_URL, FORM, body, { ...headers, 'x-plivo-signature-v3-nonce': '' });
    expect(plivoCarrier.verify(withoutNonce, secretsOf('plivo'), 0)).toBe(false);
  });

  it('counts a level of attestation only where it was verified', () => {
    const read = (more: Record<string, string>) => plivoCarrier.readInbound(form({ ...inbound, ...more })).attestation;
    expect(read({ STIRVerification: 'Verified', STIRAttestation: 'B' })).toBe('B');
    expect(read({ STIRVerification: 'Not Verified', STIRAttestation: 'A' })).toBe('failed');
    expect(read({ STIRVerification: 'Not Applicable' })).toBe('none');
  });
});

describe('Bandwidth’s traps', () => {
  const told = { callId: 'c-1', from: CALLER, to: '+12175550100', startTime: '2026-03-02T15:00:00.000Z' };
  const leg = {
    ...told,
    eventType: 'transferDisconnect',
    callId: 'c-2',
    parentCallId: 'c-1',
    answerTime: '2026-03-02T15:00:10.500Z',
    endTime: '2026-03-02T15:01:10.400Z',
    cause: 'hangup',
  };
  const eventOf = (fields: object) => bandwidthCarrier.readEvent(json(fields));

  it('tells no duration: times are subtracted, from the answer, and no unfinished second counts', () => {
    expect(eventOf(leg).event).toEqual({ kind: 'leg-ended', legId: 'c-2', result: 'completed', seconds: 59 });
    const over = { ...told, eventType: 'disconnect', endTime: '2026-03-02T15:01:12.000Z', cause: 'hangup' };
    expect(eventOf(over).event).toEqual({ kind: 'call-ended', result: 'completed', totalSeconds: 72 });
  });

  it('hangs up a leg that was never answered as well: without an answer there is no talk', () => {
    expect(eventOf({ ...leg, answerTime: undefined }).event).toEqual({
      kind: 'leg-ended',
      legId: 'c-2',
      result: 'no-answer',
    });
  });

  it('may add causes: one that nobody knows is a failure, not an error', () => {
    const dial = { ...told, eventType: 'transferComplete', cause: 'solar-flare' };
    expect(bandwidthCarrier.readDial(json(dial), 'target').event.result).toBe('failed');
  });

  it('names the second leg only where that one hangs up, and the call it belongs to as its parent', () => {
    expect(eventOf(leg).callId).toBe('c-1');
    expect(() => eventOf({ ...leg, parentCallId: undefined })).toThrow(/parentCallId/);
  });

  it('is refused with an end before its answer, or a day after it', () => {
    expect(() => eventOf({ ...leg, endTime: '2026-03-02T14:59:00.000Z' })).toThrow(/endTime.*before/);
    expect(() => eventOf({ ...leg, endTime: '2026-03-04T15:00:00.000Z' })).toThrow(/endTime.*after/);
  });

  it('keeps verification and level apart: a level without a verification says nothing', () => {
    const read = (stirShaken: object | undefined) =>
      bandwidthCarrier.readInbound(json({ ...told, eventType: 'initiate', stirShaken })).attestation;
    expect(read({ verstat: 'TN-Validation-Passed', attestationIndicator: 'C' })).toBe('C');
    expect(read({ attestationIndicator: 'A' })).toBe('none');
    expect(read({ verstat: 'TN-Validation-Failed', attestationIndicator: 'A' })).toBe('failed');
    expect(read(undefined)).toBe('none');
  });
});
