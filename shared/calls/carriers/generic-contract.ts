import { z } from 'zod';
import { ATTESTATIONS, MAX_CALL_SECONDS, RESULTS } from '../model.ts';
import { carrierIdText } from './read-json.ts';

/**
 * The carrier-neutral JSON that any PBX can speak: version 1. Requests are signed by Standard Webhooks; an answer is a list of
 * instructions, done in order. README.md beside this file tells it in words.
 */

const seconds = z.int().min(0).max(MAX_CALL_SECONDS);
const party = z.string().max(80);

export const genericCall = z.strictObject({
  version: z.literal(1),
  event: z.literal('call.incoming'),
  callId: carrierIdText,
  /** The number that was called. */
  to: party.min(1),
  /** Absent or empty where the caller withholds it. */
  from: party.optional(),
  /** ISO 3166 country or state of the caller; by its number when absent. */
  region: z
    .string()
    .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'is not a region such as US-IL')
    .optional(),
  attestation: z.enum(ATTESTATIONS).default('none'),
});

/** What came of a `gather`: keys, words, or neither where the time ran out. */
export const genericReply = z.strictObject({
  version: z.literal(1),
  event: z.literal('question.answered'),
  callId: carrierIdText,
  to: party.min(1),
  from: party.optional(),
  keys: z.string().max(64).optional(),
  /** What was understood, as text. */
  speech: z.string().max(2_000).optional(),
});

export const genericDial = z.strictObject({
  version: z.literal(1),
  event: z.literal('dial.finished'),
  callId: carrierIdText,
  to: party.min(1),
  from: party.optional(),
  /** Each attempt is a leg of its own. */
  legId: carrierIdText,
  result: z.enum(RESULTS),
  /** From the answer to hang-up; needed where the result is `completed`. */
  talkSeconds: seconds.optional(),
});

const about = { version: z.literal(1), callId: carrierIdText };

export const genericEvent = z.discriminatedUnion('event', [
  z.strictObject({ ...about, event: z.literal('call.progress'), stage: z.enum(['ringing', 'in-progress']) }),
  z.strictObject({
    ...about,
    event: z.literal('call.ended'),
    to: party.optional(),
    result: z.enum(RESULTS),
    totalSeconds: seconds.optional(),
  }),
  z.strictObject({
    ...about,
    event: z.literal('leg.ended'),
    legId: carrierIdText,
    result: z.enum(RESULTS),
    talkSeconds: seconds.optional(),
  }),
  z.strictObject({
    ...about,
    event: z.literal('recording.ready'),
    recordingId: carrierIdText,
    url: z.url().max(300),
    seconds: seconds.optional(),
  }),
]);
