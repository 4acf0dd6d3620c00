import type { SimulatedCarrier } from '../carrier/dialects/all.ts';
import { placeCall } from '../carrier/place-call.ts';
import { PATIENT_MS, type WebhookOptions } from '../carrier/webhooks.ts';
import { inParallel } from './http.ts';
import type { DemoNetwork, DemoPublisher } from './network.ts';
import type { PlannedVisit } from './plan.ts';

/** Visits side by side: enough to race for numbers and targets, few enough for two cores. */
const WIDTH = 8;

/** Late enough to come after the others, short enough for a demo. */
const LATE_MS = 300;

interface Lease {
  readonly number: string;
  readonly token?: string;
}

/** A visitor's browser, as far as the tag is concerned. */
function tagOf(url: string, publisher: DemoPublisher) {
  const post = (path: string, body: object): Promise<Response> =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', origin: publisher.origin },
      body: JSON.stringify({ key: publisher.tagKey, ...body }),
    });
  return {
    async assign(visit: number): Promise<Lease> {
      const page = { url: `${publisher.origin}/?utm_source=demo&visit=${visit}` };
      const assigned = await post('/v1/leases', { number: publisher.publishedNumber, page });
      if (!assigned.ok) throw new Error(`assigning a number answered ${assigned.status}: ${await assigned.text()}`);
      return (await assigned.json()) as Lease;
    },
    async release({ token }: Lease): Promise<void> {
      if (token) await post('/v1/leases/release', { token });
    },
  };
}

/** The simulated carrier, and how it proves itself to the app. */
export interface DemoCarrier extends Omit<WebhookOptions, 'baseUrl'> {
  readonly carrier: SimulatedCarrier;
}

/** A page view and maybe a call; what is returned lets the number go. */
async function visit(
  url: string,
  carrier: DemoCarrier,
  network: DemoNetwork,
  planned: PlannedVisit,
): Promise<() => Promise<void>> {
  const publisher = network.publishers[planned.publisher];
  if (!publisher) throw new Error(`no publisher ${planned.publisher}`);
  const tag = tagOf(url, publisher);
  if (planned.handover) await tag.release(await tag.assign(planned.index));
  const lease = await tag.assign(planned.index);
  const { call } = planned;
  if (call) {
    await placeCall({
      baseUrl: url,
      ...carrier,
      to: lease.number,
      from: call.caller,
      replies: call.replies,
      fromState: call.state,
      rings: [call.ring],
      talkSeconds: call.talkSeconds,
      faults: call.fault === 'none' ? [] : [call.fault],
      lateMs: LATE_MS,
      patienceMs: PATIENT_MS,
    });
  }
  return () => tag.release(lease);
}

/** One wave of visits, the handover first; visitors leave when all have come, so that no number is given twice in a wave. */
export async function runWave(
  url: string,
  carrier: DemoCarrier,
  network: DemoNetwork,
  wave: readonly PlannedVisit[],
): Promise<void> {
  const leaves: (() => Promise<void>)[] = [];
  const run = async (planned: PlannedVisit): Promise<void> => {
    leaves.push(await visit(url, carrier, network, planned));
  };
  await inParallel(
    wave.filter(({ handover }) => handover),
    1,
    run,
  );
  await inParallel(
    wave.filter(({ handover }) => !handover),
    WIDTH,
    run,
  );
  await inParallel(leaves, WIDTH, (leave) => leave());
}
