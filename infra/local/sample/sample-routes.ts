import { z } from 'zod';
import { outcomeIdOf } from '../../../shared/calls/outcome-id.ts';
import { SECOND_MS } from '../../../shared/kernel/time.ts';
import { placeCall } from '../carrier/place-call.ts';
import { PATIENT_MS } from '../carrier/webhooks.ts';
import type { LocalControl } from '../http/control-routes.ts';
import { BadRequest, type LocalRoute } from '../http/local-route.ts';
import { type SampleNetwork, sampleNetwork } from './sample-network.ts';

const callBody = z.strictObject({
  to: z.string().min(1).max(32),
  from: z.string().min(1).max(32),
  talkSeconds: z.int().min(0).max(14_400),
  holdSeconds: z.int().min(0).max(20).default(0),
});

interface Outcome {
  readonly state: string;
  readonly verdict?: unknown;
}

/** A verdict is there within a second or two, on a busy machine in some more; a minute means that something in the app is stuck. */
const VERDICT_TRIES = 240;
const BETWEEN_TRIES_MS = 250;

/** One set-up per running app, however many pages ask at once; a failed one is tried again by the next. */
const networks = new WeakMap<LocalControl, Promise<SampleNetwork>>();

export function networkOf(control: LocalControl): Promise<SampleNetwork> {
  const known = networks.get(control);
  if (known) return known;
  const key = control.secretValue(secretName('operator-key'));
  if (!key) throw new BadRequest('the app has no operator key, so the sample can not be set up');
  const made = sampleNetwork(control.url, key);
  networks.set(control, made);
  made.catch(() => networks.delete(control));
  return made;
}

const secretName = (name: string): string => `callbourse/local/${name}`;

async function verdictOf({ operator }: SampleNetwork, outcomeId: string): Promise<unknown> {
  for (let tries = 0; tries < VERDICT_TRIES; tries += 1) {
    const outcome = await operator.get<Outcome>(`/v1/outcomes/${outcomeId}`).catch(() => undefined);
    if (outcome && outcome.state !== 'open') return outcome.verdict ?? { state: outcome.state };
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS));
  }
  return undefined;
}

/** What the sample page asks: its key and number, and a call to the number that it shows. */
export const SAMPLE_ROUTES: readonly LocalRoute<LocalControl>[] = [
  {
    method: 'GET',
    path: '/__local/sample/config',
    handle: async (_request, control) => {
      const { tagKey, publishedNumber, leadOfferId } = await networkOf(control);
      return { status: 200, body: { key: tagKey, publishedNumber, leadOfferId } };
    },
  },
  {
    method: 'GET',
    path: '/__local/sample/leads/{leadId}',
    handle: async ({ params }, control) => ({
      status: 200,
      body: { verdict: await verdictOf(await networkOf(control), params.leadId ?? '') },
    }),
  },
  {
    method: 'POST',
    path: '/__local/sample/call',
    handle: async (request, control) => {
      const wanted = callBody.safeParse(request.json());
      if (!wanted.success)
        throw new BadRequest('send {"to": number, "from": number, "talkSeconds": 0 to 14400, "holdSeconds": 0 to 20}');
      const secret = control.secretValue(secretName('twilio'));
      if (!secret) throw new BadRequest('the app has no Twilio token, so nothing can sign as Twilio');
      const network = await networkOf(control);
      const { holdSeconds, ...wish } = wanted.data;
      const carrier = { baseUrl: control.url, secret, clockOffsetMs: control.offsetMs(), patienceMs: PATIENT_MS };
      const call = await placeCall({ ...carrier, ...wish, holdMs: holdSeconds * SECOND_MS });
      const outcomeId = outcomeIdOf('twilio', call.callId);
      const isAnswered = call.steps.some(({ title }) => title.startsWith('It rings'));
      const verdict = isAnswered ? await verdictOf(network, outcomeId) : undefined;
      return { status: 200, body: { callSid: call.callId, outcomeId, steps: call.steps, verdict } };
    },
  },
];
