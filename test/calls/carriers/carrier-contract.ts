import { describe, expect, it } from 'vitest';
import type { CallFacts, Fields, LegFacts } from '../../../infra/local/carrier/dialect.ts';
import { DIALECTS, SIMULATED, type SimulatedCarrier } from '../../../infra/local/carrier/dialects/all.ts';
import type { CallEvent } from '../../../shared/calls/model.ts';
import type { CarrierRequest, Instruction } from '../../../shared/calls/ports.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import { CALLER, PUBLIC_URL } from '../forms.ts';
import { CARRIER_OF, proofsOf, secretsOf } from './known.ts';

const NOW_MS = Date.UTC(2026, 2, 2, 15);
const MINUTE_MS = 60_000;

export const requestOf = (
  url: string,
  contentType: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): CarrierRequest => ({
  url,
  contentType: contentType.split(';')[0] ?? '',
  body,
  header: (name) => headers[name],
});

/** What every adapter of the port must do, whatever its carrier's dialect. */
export function carrierContract(name: SimulatedCarrier): void {
  const carrier = CARRIER_OF[name];
  const dialect = DIALECTS[name];
  const secrets = secretsOf(name);
  const proofs = proofsOf(name);
  const call: CallFacts = {
    callId: dialect.idOf('call', '0123456789abcdef0123456789abcdef'),
    from: CALLER,
    fromState: 'IL',
    fromCountry: 'US',
    to: '+12175550100',
    attestation: 'A',
    startedAtMs: NOW_MS,
  };
  const leg: LegFacts = {
    legId: dialect.idOf('leg', 'fedcba9876543210fedcba9876543210'),
    destination: '+12175550142',
    ring: 'answered',
    talkSeconds: 95,
    startedAtMs: NOW_MS + 10_000,
    endedAtMs: NOW_MS + 113_000,
  };
  const recording = {
    recordingId: dialect.idOf('recording', '00112233445566778899aabbccddeeff'),
    url: 'https://recordings.example/1',
    seconds: 95,
    endedAtMs: NOW_MS + 113_000,
  };
  const url = `${PUBLIC_URL}/carriers/${name}/dial?attempt=target`;

  const signed = (fields: Fields, proof = proofs.current, atMs = NOW_MS): CarrierRequest => {
    const body = dialect.encode(fields);
    return requestOf(url, dialect.contentType, body, dialect.sign(proof, url, body, atMs));
  };
  const isVerified = (request: CarrierRequest, nowMs = NOW_MS) => carrier.verify(request, secrets, nowMs);
  const problemOf = (read: () => unknown): Problem => {
    try {
      read();
    } catch (error) {
      if (error instanceof Problem) return error;
      throw error;
    }
    throw new Error('it was taken');
  };

  describe(`${name}: who sent it`, () => {
    const incoming = signed(dialect.incoming(call));

    it('is known by either of two live secrets, so that a rotation refuses nobody', () => {
      expect(isVerified(incoming)).toBe(true);
      expect(isVerified(signed(dialect.incoming(call), proofs.before))).toBe(true);
      expect(isVerified(signed(dialect.incoming(call), proofs.stranger))).toBe(false);
    });

    it('is nobody without a signature, or with an empty or endless one', () => {
      const headers = Object.keys(dialect.sign(proofs.current, url, incoming.body, NOW_MS));
      for (const value of [undefined, '', 'x', 'x'.repeat(5_000)]) {
        const header = (wanted: string) => (headers.includes(wanted) ? value : undefined);
        expect(isVerified({ ...incoming, header })).toBe(false);
      }
    });

    // Bandwidth signs nothing: TLS is what keeps a body as it was.
    if (name !== 'bandwidth') {
      it('is nobody when the body was changed on the way', () => {
        const { body } = signed(dialect.incoming({ ...call, to: '+12175550101' }));
        expect(isVerified({ ...incoming, body })).toBe(false);
      });
    }

    it.each(SIMULATED.filter((other) => other !== name))('is not %s', (other) => {
      const stranger = DIALECTS[other];
      const body = stranger.encode(stranger.incoming(call));
      const headers = stranger.sign(proofsOf(other).current, url, body, NOW_MS);
      expect(isVerified(requestOf(url, stranger.contentType, body, headers))).toBe(false);
    });
  });

  describe(`${name}: a call that comes in`, () => {
    it('reads in our words', () => {
      expect(carrier.readInbound(signed(dialect.incoming(call)))).toMatchObject({
        carrier: name,
        callId: call.callId,
        to: call.to,
        caller: { kind: 'number', number: CALLER },
        region: 'US-IL',
        attestation: 'A',
      });
    });

    it.each(['A', 'B', 'C', 'failed', 'none'] as const)('has the attestation %s', (attestation) => {
      expect(carrier.readInbound(signed(dialect.incoming({ ...call, attestation }))).attestation).toBe(attestation);
    });

    it('has no region and no number where the caller withholds it', () => {
      const inbound = carrier.readInbound(signed(dialect.incoming({ ...call, from: 'anonymous' })));
      expect(inbound.caller).toEqual({ kind: 'withheld' });
      expect(inbound).not.toHaveProperty('region');
    });

    it('is refused without a call or a number that was called, by the field’s name', () => {
      const fields = Object.entries(dialect.incoming(call));
      for (const missing of [call.callId, call.to, call.to.slice(1)]) {
        const rest = Object.fromEntries(fields.filter(([, value]) => value !== missing));
        if (Object.keys(rest).length === fields.length) continue;
        const problem = problemOf(() => carrier.readInbound(signed(rest)));
        expect(problem.kind).toBe('invalid');
        expect(problem.fields[0]?.field).toMatch(/^body\./);
      }
    });

    it.each(['', '{', '[]', 'null', '"text"', '<Response/>'])('is refused where the body is %j', (body) => {
      const request = requestOf(url, dialect.contentType, body, {});
      expect(problemOf(() => carrier.readInbound(request)).kind).toBe('invalid');
      expect(problemOf(() => carrier.readReply(request)).kind).toBe('invalid');
      expect(problemOf(() => carrier.readDial(request, 'target')).kind).toBe('invalid');
      expect(problemOf(() => carrier.readEvent(request)).kind).toBe('invalid');
    });
  });

  describe(`${name}: what a caller answers`, () => {
    const replyTo = (reply: Parameters<typeof dialect.replied>[1]) =>
      carrier.readReply(signed(dialect.replied(call, reply)));

    it('reads in our words', () => {
      const reply = replyTo({ keys: '2#' });
      expect(reply).toMatchObject({
        callId: call.callId,
        to: call.to,
        caller: { kind: 'number', number: CALLER },
        keys: '2#',
      });
      expect(reply.speech).toBeUndefined();
    });

    if (carrier.hears.includes('speech')) {
      it('may be a word', () => {
        const reply = replyTo({ speech: 'The roof, please. ¡Rápido!' });
        expect(reply.speech).toBe('The roof, please. ¡Rápido!');
        expect(reply.keys).toBeUndefined();
      });
    }

    it('is nothing where the time ran out, or where it can be no answer', () => {
      // Where the carrier goes on by itself, it comes to us as it came in.
      const silence = dialect.tellsSilence ? dialect.replied(call, {}) : dialect.incoming(call);
      const keys = dialect.replied(call, { keys: 'hangup' });
      for (const fields of [silence, keys]) {
        const reply = carrier.readReply(signed(fields));
        expect(reply).toMatchObject({ callId: call.callId });
        expect([reply.keys, reply.speech]).toEqual([undefined, undefined]);
      }
    });

    it('has no number where the caller withholds it', () => {
      const reply = carrier.readReply(signed(dialect.replied({ ...call, from: 'anonymous' }, { keys: '1' })));
      expect(reply.caller).toEqual({ kind: 'withheld' });
    });
  });

  describe(`${name}: what comes after`, () => {
    it.each([
      ['answered', 'completed'],
      ['no-answer', 'no-answer'],
      ['busy', 'busy'],
      ['failed', 'failed'],
    ] as const)('tells of a dial that was %s', (ring, result) => {
      const dial = carrier.readDial(signed(dialect.dialEnded(call, { ...leg, ring })), 'target');
      expect(dial).toMatchObject({ callId: call.callId, to: call.to, isWithheld: false, event: { result } });
      if (ring !== 'answered') expect(dial.event).not.toHaveProperty('talkSeconds');
    });

    it('tells the talk time in one place, and the caller’s whole time in another', () => {
      const dial = carrier.readDial(signed(dialect.dialEnded(call, leg)), 'target').event;
      const ended = carrier.readEvent(signed(dialect.legEnded(call, leg)));
      expect(ended.callId).toBe(call.callId);
      expect(ended.event).toMatchObject({ kind: 'leg-ended', legId: leg.legId, result: 'completed', seconds: 95 });
      expect(dial.talkSeconds).toBe(carrier.talkToldBy === 'dial' ? 95 : undefined);
      const over = carrier.readEvent(signed(dialect.callEnded(call, 130)));
      expect(over).toMatchObject({ callId: call.callId, event: { kind: 'call-ended', totalSeconds: 130 } });
    });

    it('has no talk time for a leg that nobody answered', () => {
      const { event } = carrier.readEvent(
        signed(dialect.legEnded(call, { ...leg, ring: 'no-answer', talkSeconds: 0 })),
      );
      expect(event).toMatchObject({ kind: 'leg-ended', result: 'no-answer' });
      expect(event).not.toHaveProperty('seconds');
    });

    it('gives the reference of a recording, never the sound', () => {
      const { callId, event } = carrier.readEvent(signed(dialect.recordingReady(call, recording)));
      const { recordingId, url: where, seconds } = recording;
      expect(callId).toBe(call.callId);
      expect(event).toEqual({ kind: 'recording-ready', recordingId, url: where, seconds } satisfies CallEvent);
    });

    it('has the same id when it comes twice, and another for another event', () => {
      const events = [
        dialect.legEnded(call, leg),
        dialect.callEnded(call, 130),
        dialect.recordingReady(call, recording),
      ];
      const ids = events.map((fields) => carrier.readEvent(signed(fields)).eventId);
      expect(events.map((fields) => carrier.readEvent(signed(fields)).eventId)).toEqual(ids);
      expect(new Set(ids).size).toBe(events.length);
    });

    it.each([-1, 86_401])('is refused with a duration of %d seconds', (seconds) => {
      const problem = problemOf(() => carrier.readEvent(signed(dialect.callEnded(call, seconds))));
      expect(problem.kind).toBe('invalid');
      expect(problem.fields[0]?.field).toMatch(/^body\./);
    });
  });

  describe(`${name}: what we say`, () => {
    const dial: Instruction = {
      verb: 'dial',
      to: { kind: 'number', number: '+12175550142' },
      ringSeconds: 25,
      maxTalkSeconds: 14_400,
      actionUrl: `${PUBLIC_URL}/carriers/${name}/dial?attempt=target&x=1`,
      legEventsUrl: `${PUBLIC_URL}/carriers/${name}/status`,
    };
    const question: Instruction = {
      verb: 'gather',
      prompt: 'Press one & say "go".',
      by: ['keys', 'speech'],
      digits: 2,
      endKey: '#',
      words: ['go', 'vamos'],
      timeoutSeconds: 5,
      actionUrl: dial.actionUrl,
    };
    const heard = (...instructions: Instruction[]) => dialect.readAnswer(carrier.write(instructions).body);

    it('is heard as it was meant: who is rung, for how long, who is asked after, who is told', () => {
      expect(heard(dial)).toEqual([
        {
          verb: 'dial',
          destination: '+12175550142',
          ringSeconds: 25,
          actionUrl: dial.actionUrl,
          legEventsUrl: dial.legEventsUrl,
        },
      ]);
    });

    it('shows our number where the caller’s is withheld', () => {
      expect(heard({ ...dial, callerId: '+12175550100' })).toMatchObject([{ callerId: '+12175550100' }]);
    });

    it('reaches SIP addresses', () => {
      const sip = { kind: 'sip', uri: 'sip:desk@pbx.example' } as const;
      expect(heard({ ...dial, to: sip })).toMatchObject([{ destination: 'sip:desk@pbx.example' }]);
    });

    it('records what is dialled, and says where to tell of it', () => {
      const recordingUrl = `${PUBLIC_URL}/carriers/${name}/recording`;
      expect(JSON.stringify(heard({ ...dial, recordingUrl }))).toContain(`"recordingUrl":"${recordingUrl}"`);
    });

    it('keeps every letter of what is said', () => {
      const text = 'Tom & "Jerry" <3 Zürich';
      expect(heard({ verb: 'say', text }, { verb: 'hangup' })).toEqual([{ verb: 'say', text }, { verb: 'hangup' }]);
    });

    it('plays, takes a message and turns away', () => {
      const verbs = heard(
        { verb: 'play', url: 'https://sounds.example/hello.mp3' },
        { verb: 'record', maxSeconds: 60, recordingUrl: dial.legEventsUrl },
        { verb: 'reject' },
      );
      expect(verbs[0]).toEqual({ verb: 'play', url: 'https://sounds.example/hello.mp3' });
      expect(verbs[1]).toMatchObject({ verb: 'record', recordingUrl: dial.legEventsUrl });
      expect(verbs[2]?.verb).toMatch(/^(reject|hangup)$/);
    });

    it('asks for a key or a word, and hears of silence as well', () => {
      const actionUrl = `${PUBLIC_URL}/carriers/${name}/choice?at=eyJhIjoxfQ`;
      const [asked, ...rest] = heard({ ...question, actionUrl });
      expect(asked).toEqual({
        verb: 'gather',
        actionUrl,
        prompt: question.prompt,
        by: carrier.hears,
        digits: 2,
        endKey: '#',
      });
      expect(rest).toEqual(dialect.tellsSilence ? [] : [{ verb: 'redirect', url: actionUrl }]);
    });

    it('lets `#` be an answer where it ends none', () => {
      const { endKey: _none, ...every } = question;
      expect(heard(every)[0]).not.toHaveProperty('endKey');
    });

    it.each(['es', 'fr', 'xx'])('speaks %s, or as well as it can', (language) => {
      const say: Instruction = { verb: 'say', text: 'Hola', language };
      const verbs = heard(say, { ...question, language });
      expect(verbs[0]).toMatchObject({ verb: 'say', text: 'Hola' });
      expect(verbs[1]).toMatchObject({ verb: 'gather', prompt: question.prompt });
      const written = carrier.write([say]).body;
      if (name !== 'generic') expect(written.includes(`="${language}`)).toBe(language !== 'xx');
    });

    it('may be nothing at all, where only the receipt is confirmed', () => {
      expect(heard()).toEqual([]);
    });
  });

  // The others have no time in their signatures: there the event's id keeps a replay from counting.
  if (name === 'telnyx' || name === 'generic') {
    describe(`${name}: when it was sent`, () => {
      it.each([
        [-5 * MINUTE_MS, true],
        [5 * MINUTE_MS, true],
        [-5 * MINUTE_MS - 1_000, false],
        [5 * MINUTE_MS + 1_000, false],
      ])('%d ms from now is taken: %s', (offMs, expected) => {
        expect(isVerified(signed(dialect.incoming(call), proofs.current, NOW_MS + offMs))).toBe(expected);
      });
    });
  }
}
