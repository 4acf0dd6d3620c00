import { z } from 'zod';
import { answersShape } from '../catalog/answers.ts';
import { CONFIDENCES } from '../catalog/criteria.ts';
import { defineRoute } from '../platform/http/route.ts';
import {
  ATTESTATIONS,
  CARRIERS,
  type CallEvent,
  type CarrierName,
  MAX_CALL_SECONDS,
  NEXT_AFTER_DIAL,
  RESULTS,
} from './model.ts';

/** Queue [call-events] and the addresses that carriers call. Version 1 of the messages; they carry no phone number of a caller. */

const carrierId = z.string().regex(/^[A-Za-z0-9_.:-]{1,80}$/);
const seconds = z.int().min(0).max(MAX_CALL_SECONDS);
const atMs = z.int().positive();

const callEvent: z.ZodType<CallEvent> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('call-progress'), stage: z.enum(['ringing', 'in-progress']) }),
  z.strictObject({ kind: z.literal('call-ended'), result: z.enum(RESULTS), totalSeconds: seconds.optional() }),
  z.strictObject({
    kind: z.literal('leg-ended'),
    legId: carrierId,
    result: z.enum(RESULTS),
    seconds: seconds.optional(),
  }),
  z.strictObject({
    kind: z.literal('dial-finished'),
    legId: carrierId,
    result: z.enum(RESULTS),
    talkSeconds: seconds.optional(),
    next: z.enum(NEXT_AFTER_DIAL),
    endedAtMs: atMs.optional(),
  }),
  z.strictObject({ kind: z.literal('leg-bridged'), legId: carrierId, atMs }),
  z.strictObject({
    kind: z.literal('recording-ready'),
    recordingId: carrierId,
    url: z
      .url({ protocol: /^https?$/ })
      .max(300)
      .optional(),
    seconds: seconds.optional(),
  }),
]);

const callerShape = z.object({
  personHash: z.string().max(64).optional(),
  masked: z.string().max(8).optional(),
  region: z.string().max(6).optional(),
  attestation: z.enum(ATTESTATIONS),
});

export const plannedShape = z.object({
  answers: answersShape.optional(),
  language: z.string().max(3).optional(),
  tag: z.string().max(24).optional(),
  houseId: z.string().max(80).optional(),
  record: z.literal(true).optional(),
});

export const routeShape = z.object({
  kind: z.enum(['target', 'fallback', 'none', 'asking']),
  targetId: z.string().optional(),
  capacity: z.enum(['reserved', 'over', 'none']),
  destination: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('number'), number: z.string() }),
      z.object({ kind: z.literal('sip'), uri: z.string() }),
    ])
    .optional(),
  ringSeconds: z.int().positive().optional(),
  order: z.array(z.string()).max(9).readonly().optional(),
  trail: z.string().max(200).optional(),
  walk: z.string().max(40).optional(),
  auctionId: z.string().max(80).optional(),
  /** A queue carries JSON: whole minor units. */
  bidMinor: z.int().nonnegative().transform(BigInt).optional(),
  plan: plannedShape.optional(),
});

const visitShape = z.object({
  visitId: z.string(),
  atMs,
  url: z.string().optional(),
  referrer: z.string().optional(),
  params: z.record(z.string(), z.string()).optional(),
});

const attributionShape = z.object({
  confidence: z.enum(CONFIDENCES),
  visit: visitShape.optional(),
  source: z.string().optional(),
});

const termsShape = z.object({
  offerId: z.string(),
  offerVersion: z.int().positive(),
  publisherId: z.string(),
  dealVersion: z.int().nonnegative(),
});

/** A call that was answered; what could not be found out then is absent, and found out by settle-call. */
const answeredCall = z.strictObject({
  v: z.literal(1),
  kind: z.literal('call-answered'),
  carrier: z.enum(CARRIERS),
  callId: carrierId,
  /** The number that was called, in E.164: ours. */
  number: z.string(),
  caller: callerShape,
  startedAtMs: atMs,
  advertiserId: z.string().optional(),
  terms: termsShape.optional(),
  attribution: attributionShape.optional(),
  /** Until when the visit held the number as the call came in. */
  leaseUntilMs: atMs.optional(),
  route: routeShape.optional(),
  /** Whether the outcome was opened when the call was answered. */
  opened: z.boolean(),
});
export type AnsweredCall = z.output<typeof answeredCall>;

/** Stands for whatever was called and is no phone number: nobody's, like a number that the catalog does not know. */
export const NO_NUMBER = 'none';

const toldByCarrier = z.strictObject({
  v: z.literal(1),
  kind: z.literal('call-event'),
  outcomeId: z.string().min(1).max(80),
  eventId: z.string().min(1).max(80),
  event: callEvent,
  /** The number that was called, where the carrier said: ours, nobody's, or {@link NO_NUMBER}. */
  number: z.string().max(20).optional(),
});

/** Sent to ourselves with a delay, where one side of a call has ended and the other's word is missing. */
const settleCheck = z.strictObject({
  v: z.literal(1),
  kind: z.literal('settle-check'),
  outcomeId: z.string().min(1).max(80),
  /** 1 after a minute, 2 after five more: then what is known is judged. */
  step: z.union([z.literal(1), z.literal(2)]),
});

export const callMessage = z.discriminatedUnion('kind', [answeredCall, toldByCarrier, settleCheck]);
export type CallMessage = z.output<typeof callMessage>;

/** Queue [call-sweeps]: sent to ourselves with a delay, for as long as a call is not settled. */
export const callSweep = z.strictObject({
  v: z.literal(1),
  outcomeId: z.string().min(1).max(80),
  /** How often it has been looked after, this time included. */
  sweep: z.int().min(1).max(100),
});
export type CallSweep = z.output<typeof callSweep>;

const carrierRoute = (
  operationId: string,
  what: 'voice' | 'choice' | 'dial' | 'status' | 'recording',
  summary: string,
  said: string = '',
) =>
  defineRoute({
    operationId,
    method: 'POST',
    path: `/carriers/{carrier}/${what}`,
    summary,
    description:
      'Called by a carrier, in its own dialect and with its own signature; one that another carrier signed is refused. The dialects are told in shared/calls/carriers/README.md.',
    tag: 'Carriers',
    scope: 'public',
    params: z.strictObject({ carrier: z.enum(CARRIERS) }),
    status: 200,
    fails: { forbidden: 'the request is not signed by twilio', 'not-found': 'this carrier was not found' },
    responseType: 'text/xml',
    sample: `<?xml version="1.0" encoding="UTF-8"?><Response>${said}</Response>`,
  });

const DIAL =
  '<Dial action="https://api.example.com/carriers/twilio/dial?attempt=target" method="POST" timeout="25" answerOnBridge="true"><Number>+12175550142</Number></Dial>';

export const answerCallRoute = carrierRoute('answerCall', 'voice', 'Answer a call', DIAL);
export const takeChoiceRoute = carrierRoute('takeChoice', 'choice', 'The caller answered a question, or did not', DIAL);
export const finishDialRoute = carrierRoute('finishDial', 'dial', 'A dialled leg is over', '<Hangup/>');
export const callStatusRoute = carrierRoute('receiveCallStatus', 'status', 'A call or leg changed');
export const callRecordingRoute = carrierRoute('receiveRecording', 'recording', 'A recording is ready');

/** Telnyx Call Control has one address for everything. */
export const steerCallRoute = defineRoute({
  operationId: 'steerCall',
  method: 'POST',
  path: '/carriers/telnyx-call-control/events',
  summary: 'Anything about a call under Call Control',
  description: 'Called by Telnyx, signed with Ed25519; what to do is told by commands to its API.',
  tag: 'Carriers',
  scope: 'public',
  status: 200,
  fails: { forbidden: 'the request is not signed by telnyx-call-control' },
  response: z.strictObject({}),
});

/** A carrier route as that carrier calls it. */
export const carrierPath = ({ path }: { readonly path: string }, carrier: CarrierName): string =>
  path.replace('{carrier}', carrier);
