import { z } from 'zod';

/**
 * What we give Telnyx to keep with a leg or a command: it comes back, base64, in every webhook about it, under Telnyx's
 * signature. It holds no caller's number.
 */
const destination = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('number'), number: z.string().max(20) }),
  z.object({ kind: z.literal('sip'), uri: z.string().max(200) }),
]);

const pendingDial = z.object({
  verb: z.literal('dial'),
  to: destination,
  ringSeconds: z.int().positive(),
  maxTalkSeconds: z.int().positive(),
  callerId: z.string().max(20).optional(),
  actionUrl: z.string().max(600),
  legEventsUrl: z.string().max(600),
  recordingUrl: z.string().max(600).optional(),
});

const pendingGather = z.object({
  verb: z.literal('gather'),
  prompt: z.string().max(600),
  language: z.string().max(3).optional(),
  by: z.array(z.enum(['keys', 'speech'])),
  digits: z.int().positive(),
  endKey: z.literal('#').optional(),
  timeoutSeconds: z.int().positive(),
  actionUrl: z.string().max(1_000),
});

const pending = z.array(
  z.discriminatedUnion('verb', [
    pendingDial,
    z.object({ verb: z.literal('say'), text: z.string().max(600), language: z.string().max(3).optional() }),
    pendingGather,
    z.object({ verb: z.literal('play'), url: z.string().max(600) }),
    z.object({ verb: z.enum(['hangup', 'reject']) }),
  ]),
);

const clientState = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('leg'),
    callId: z.string().max(80),
    to: z.string().max(20),
    isWithheld: z.boolean(),
    attempt: z.string().max(20),
    walk: z.string().max(200).optional(),
    house: z.string().max(80).optional(),
    record: z.boolean().optional(),
  }),
  /** A question: where the caller is in the plan (routing/plan/bookmark.ts). */
  z.object({ kind: z.literal('ask'), to: z.string().max(20), isWithheld: z.boolean(), at: z.string().max(900) }),
  z.object({ kind: z.literal('then'), to: z.string().max(20), isWithheld: z.boolean(), instructions: pending.max(16) }),
]);
export type ClientState = z.output<typeof clientState>;

/** What no later command needs, such as the words that are likely to be said, is left out. */
export const writeClientState = (state: ClientState): string =>
  Buffer.from(JSON.stringify(clientState.parse(state))).toString('base64');

/** Undefined where there is none, or another's: an account may have applications of its own. */
export function readClientState(text: string | null | undefined): ClientState | undefined {
  if (!text) return undefined;
  try {
    return clientState.parse(JSON.parse(Buffer.from(text, 'base64').toString('utf8')));
  } catch {
    return undefined;
  }
}
