import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import { type CallFacts, type Dialect, type Fields, JSON_TYPE, type LegFacts } from '../dialect.ts';
import { present, type Verb } from '../verbs.ts';

const destination = z.union([
  z.object({ kind: z.literal('number'), number: z.string() }).transform(({ number }) => number),
  z.object({ kind: z.literal('sip'), uri: z.string() }).transform(({ uri }) => uri),
]);

/** As a PBX would read the answer: what it does not know stops it. */
const answer = z.object({
  version: z.literal(1),
  instructions: z.array(
    z.discriminatedUnion('verb', [
      z.object({
        verb: z.literal('dial'),
        to: destination,
        ringSeconds: z.int(),
        actionUrl: z.string(),
        eventsUrl: z.string(),
        callerId: z.string().optional(),
        recordingUrl: z.string().optional(),
      }),
      z.object({ verb: z.literal('say'), text: z.string(), language: z.string().optional() }),
      z.object({ verb: z.literal('play'), url: z.string() }),
      z.object({
        verb: z.literal('gather'),
        actionUrl: z.string(),
        prompt: z.string(),
        by: z.array(z.enum(['keys', 'speech'])),
        digits: z.int(),
        endKey: z.string().optional(),
      }),
      z.object({ verb: z.literal('record'), recordingUrl: z.string() }),
      z.object({ verb: z.enum(['reject', 'hangup']) }),
    ]),
  ),
});

const result = ({ ring }: LegFacts): string => (ring === 'answered' ? 'completed' : ring);

const base = (call: CallFacts, event: string): Fields => ({ version: 1, event, callId: call.callId });

const parties = (call: CallFacts): Fields => ({
  to: call.to,
  ...(call.from === 'anonymous' ? {} : { from: call.from }),
});

export const generic: Dialect = {
  name: 'generic',
  contentType: JSON_TYPE,
  encode: JSON.stringify,
  idOf: (kind, hex) => `${kind}-${hex}`,

  readAnswer: (body) =>
    answer.parse(JSON.parse(body)).instructions.map((told): Verb => {
      if (told.verb !== 'dial') return told;
      const { to, eventsUrl, ...dial } = told;
      return present({ ...dial, destination: to, legEventsUrl: eventsUrl });
    }),

  sign(secret, url, body, nowMs) {
    const id = `msg_${createHash('sha256').update(url).update(body).digest('hex').slice(0, 24)}`;
    const stamp = String(Math.floor(nowMs / 1_000));
    const signature = createHmac('sha256', secret).update(`${id}.${stamp}.${body}`).digest('base64');
    return { 'webhook-id': id, 'webhook-timestamp': stamp, 'webhook-signature': `v1,${signature}` };
  },

  incoming: (call) => ({
    ...base(call, 'call.incoming'),
    ...parties(call),
    region: `${call.fromCountry}-${call.fromState}`,
    attestation: call.attestation,
  }),

  dialEnded: (call, leg) => ({
    ...base(call, 'dial.finished'),
    ...parties(call),
    legId: leg.legId,
    result: result(leg),
    ...(leg.ring === 'answered' ? { talkSeconds: leg.talkSeconds } : {}),
  }),

  legEnded: (call, leg) => ({
    ...base(call, 'leg.ended'),
    legId: leg.legId,
    result: result(leg),
    ...(leg.ring === 'answered' ? { talkSeconds: leg.talkSeconds } : {}),
  }),

  callEnded: (call, total) => ({
    ...base(call, 'call.ended'),
    to: call.to,
    result: 'completed',
    totalSeconds: total,
  }),

  recordingReady: (call, { recordingId, url, seconds }) => ({
    ...base(call, 'recording.ready'),
    recordingId,
    url,
    seconds,
  }),

  /** Our own contract: whatever came of a question is told. */
  tellsSilence: true,

  replied: (call, reply) => ({ ...base(call, 'question.answered'), ...parties(call), ...reply }),
};
