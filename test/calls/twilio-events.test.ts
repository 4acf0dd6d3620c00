import { describe, expect, it } from 'vitest';
import type { CarrierRequest } from '../../shared/calls/ports.ts';
import { readTwilioDial, readTwilioEvent, readTwilioInbound } from '../../shared/calls/twilio-events.ts';
import { FORM, JSON_BODY } from '../../shared/calls/twilio-signature.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { CALL, CALLER, type Form, inbound, LEG, POOL_NUMBER } from './forms.ts';

const request = (form: Form): CarrierRequest => ({
  url: 'https://calls.example.com/',
  contentType: FORM,
  body: new URLSearchParams(form).toString(),
  header: () => undefined,
});

const eventOf = (form: Form) => readTwilioEvent(request(form)).event;
const status = (changes: Form) => inbound({ CallStatus: 'completed', ...changes });
const dial = (changes: Form) =>
  readTwilioDial(request(inbound({ DialCallSid: LEG, DialCallStatus: 'completed', ...changes })), 'target').event;

describe('an inbound call of Twilio’s', () => {
  it('reads in our words', () => {
    expect(readTwilioInbound(request(inbound()))).toEqual({
      carrier: 'twilio',
      callId: CALL,
      to: POOL_NUMBER,
      caller: { kind: 'number', number: CALLER },
      region: 'US-IL',
      postal: '60601',
      attestation: 'A',
    });
  });

  it.each([
    ['TN-Validation-Passed-A', 'A'],
    ['TN-Validation-Passed-B', 'B'],
    ['TN-Validation-Passed-C', 'C'],
    ['TN-Validation-Passed-A-Diverted', 'A'],
    ['TN-Validation-Passed-B-Passthrough', 'B'],
    ['TN-Validation-Failed', 'failed'],
    ['TN-Validation-Failed-A', 'failed'],
    ['TN-Validation-Failed-C', 'failed'],
    ['No-TN-Validation', 'none'],
    ['NULL', 'none'],
    ['', 'none'],
    ['TN-Validation-Passed-D', 'none'],
  ])('takes StirVerstat %j for %s', (verstat, attestation) => {
    expect(readTwilioInbound(request(inbound({ StirVerstat: verstat }))).attestation).toBe(attestation);
  });

  it('takes an absent StirVerstat for none', () => {
    const { StirVerstat: _absent, ...form } = inbound();
    expect(readTwilioInbound(request(form)).attestation).toBe('none');
  });

  it.each([
    [{ FromCountry: 'US', FromState: 'il' }, 'US-IL'],
    [{ FromCountry: 'CA', FromState: 'ON', From: '+14165550142' }, 'CA-ON'],
    [{ FromCountry: 'US', FromState: '' }, 'US'],
    [{ FromCountry: 'US', FromState: 'Illinois' }, 'US'],
    [{ FromCountry: 'DE', FromState: 'BE', From: '+4930901820' }, 'DE'],
    [{ FromCountry: '', FromState: '', From: '+4930901820' }, 'DE'],
    [{ FromCountry: 'US', FromState: 'IL', From: 'anonymous' }, undefined],
  ] as [Form, string | undefined][])('takes %j for the region %s', (form, region) => {
    expect(readTwilioInbound(request(inbound(form))).region).toBe(region);
  });
});

describe('what Twilio tells of a call', () => {
  it('takes the seconds of CallDuration, never the billed minutes of Duration', () => {
    expect(eventOf(status({ CallDuration: '61', Duration: '2' }))).toEqual({
      kind: 'call-ended',
      result: 'completed',
      totalSeconds: 61,
    });
    expect(eventOf(status({ Duration: '2' }))).toEqual({ kind: 'call-ended', result: 'completed' });
  });

  it('takes the talk time from the dial’s own request alone', () => {
    expect(dial({ DialCallDuration: '95', CallDuration: '130' })).toEqual({
      kind: 'dial-finished',
      legId: LEG,
      result: 'completed',
      talkSeconds: 95,
    });
    expect(eventOf(status({ CallDuration: '130', DialCallDuration: '95' }))).not.toHaveProperty('talkSeconds');
  });

  it('keys a dial on DialCallSid, and on the attempt where a dial could not even ring', () => {
    expect(dial({ DialCallSid: 'CAother' }).legId).toBe('CAother');
    expect(dial({ DialCallSid: '', DialCallStatus: 'failed' })).toEqual({
      kind: 'dial-finished',
      legId: 'attempt:target',
      result: 'failed',
    });
  });

  it('has no talk time of a conference, which is answered and not measured', () => {
    expect(dial({ DialCallStatus: 'answered' })).toEqual({ kind: 'dial-finished', legId: LEG, result: 'completed' });
  });

  it('knows a dialled leg by its parent', () => {
    const leg = { CallSid: LEG, ParentCallSid: CALL, CallDuration: '94' };
    expect(readTwilioEvent(request(status(leg)))).toMatchObject({
      callId: CALL,
      event: { kind: 'leg-ended', legId: LEG, result: 'completed', seconds: 94 },
    });
    expect(eventOf(status({ ...leg, CallStatus: 'no-answer' }))).toEqual({
      kind: 'leg-ended',
      legId: LEG,
      result: 'no-answer',
    });
    expect(eventOf(status({ ...leg, CallStatus: 'in-progress' }))).toEqual({
      kind: 'call-progress',
      stage: 'in-progress',
    });
  });

  it('takes a recording from its own callback, by reference, and none from `completed`', () => {
    const url = 'https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1';
    const recording = { RecordingSid: 'RE1', RecordingUrl: url, RecordingDuration: '95', RecordingStatus: 'completed' };
    expect(eventOf(inbound(recording))).toEqual({ kind: 'recording-ready', recordingId: 'RE1', url, seconds: 95 });
    expect(eventOf(status({ CallDuration: '130', RecordingUrl: url })).kind).toBe('call-ended');
  });

  it('ignores a price, which may come late or never', () => {
    expect(eventOf(status({ CallDuration: '61', Price: '-0.0085', PriceUnit: 'USD' }))).toEqual(
      eventOf(status({ CallDuration: '61' })),
    );
  });

  it('gives the same event the same id, and another one another', () => {
    const idOf = (form: Form) => readTwilioEvent(request(form)).eventId;
    expect(idOf(status({ SequenceNumber: '1' }))).toBe(idOf(status({ SequenceNumber: '1', Price: '1' })));
    const ids = [
      status({ SequenceNumber: '1' }),
      status({ SequenceNumber: '2' }),
      status({ SequenceNumber: '1', CallSid: LEG }),
      status({ SequenceNumber: '1', CallSid: LEG, ParentCallSid: CALL }),
      inbound({ RecordingSid: 'RE1' }),
    ].map(idOf);
    expect(new Set(ids).size).toBe(5);
  });

  it('reads JSON as it reads a form', () => {
    const body = JSON.stringify({ CallSid: CALL, CallStatus: 'completed', CallDuration: 61 });
    const json = { ...request({}), contentType: JSON_BODY, body };
    expect(readTwilioEvent(json).event).toEqual({ kind: 'call-ended', result: 'completed', totalSeconds: 61 });
    for (const bad of ['null', '[]', '{"a":{"b":1}}']) {
      expect(() => readTwilioEvent({ ...json, body: bad })).toThrow(/not a flat JSON object/);
    }
    for (const bad of ['', '{'.repeat(100), '{"CallSid":"\\ud800"}', '{"__proto__":"x"}']) {
      expect(() => readTwilioEvent({ ...json, body: bad })).toThrow(Problem);
    }
  });
});

describe('what Twilio would never send', () => {
  it.each([
    [{ CallDuration: '-5' }, 'body.CallDuration', 'negative'],
    [{ CallDuration: '86401' }, 'body.CallDuration', 'longer than 86400'],
    [{ CallDuration: '999999999999999999999' }, 'body.CallDuration', 'whole seconds'],
    [{ CallDuration: '1.5' }, 'body.CallDuration', 'whole seconds'],
    [{ CallDuration: '1e3' }, 'body.CallDuration', 'whole seconds'],
    [{ CallDuration: 'NaN' }, 'body.CallDuration', 'whole seconds'],
    [{ CallStatus: 'exploded' }, 'body.CallStatus', 'not a call status'],
    [{ CallStatus: 'constructor' }, 'body.CallStatus', 'not a call status'],
    [{ CallSid: '' }, 'body.CallSid', 'missing'],
    [{ CallSid: 'CA 1' }, 'body.CallSid', 'not an id'],
    [{ CallSid: 'x'.repeat(65) }, 'body.CallSid', 'not an id'],
    [{ RecordingSid: 'RE/../1' }, 'body.RecordingSid', 'not an id'],
  ] as [Form, string, string][])('is refused by name: %j', (form, field, message) => {
    const thrown = (() => {
      try {
        eventOf(status(form));
        return undefined;
      } catch (error) {
        return error as { kind: string; fields: readonly { field: string; message: string }[] };
      }
    })();
    expect(thrown?.kind).toBe('invalid');
    expect(thrown?.fields[0]?.field).toBe(field);
    expect(thrown?.fields[0]?.message).toContain(message);
  });

  it('as a dial that is not over, or one of negative length', () => {
    expect(() => dial({ DialCallStatus: 'ringing' })).toThrow(/DialCallStatus/);
    expect(() => dial({ DialCallDuration: '-1' })).toThrow(/DialCallDuration: is negative/);
  });
});
