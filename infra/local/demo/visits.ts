import { placeCall } from '../carrier/twilio.ts';
import { inParallel } from './http.ts';
import type { DemoNetwork } from './network.ts';
import { type PlannedVisit, WITHHELD } from './plan.ts';

/** Visits side by side: enough to race for numbers and targets, few enough for two cores. */
const WIDTH = 8;

/** Late enough to come after the others, short enough for a demo. */
const LATE_MS = 300;

interface Lease {
  readonly number: string;
  readonly token?: string;
}

/** What a page view does: asks for a number, maybe calls it, and lets it go. Returns whether a call was placed. */
async function visit(url: string, authToken: string, network: DemoNetwork, planned: PlannedVisit): Promise<boolean> {
  const publisher = network.publishers[planned.publisher];
  if (!publisher) throw new Error(`no publisher ${planned.publisher}`);
  const post = (path: string, body: object): Promise<Response> =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', origin: publisher.origin },
      body: JSON.stringify({ key: publisher.tagKey, ...body }),
    });
  const assigned = await post('/v1/leases', {
    number: publisher.publishedNumber,
    page: { url: `${publisher.origin}/?utm_source=demo&visit=${planned.index}` },
  });
  if (!assigned.ok) throw new Error(`assigning a number answered ${assigned.status}: ${await assigned.text()}`);
  const lease = (await assigned.json()) as Lease;
  const { call } = planned;
  if (call) {
    await placeCall({
      baseUrl: url,
      authToken,
      to: lease.number,
      from: call.caller === WITHHELD ? WITHHELD : `+1309${call.caller}`,
      fromState: call.state,
      rings: [call.ring],
      talkSeconds: call.talkSeconds,
      faults: call.fault === 'none' ? [] : [call.fault],
      lateMs: LATE_MS,
    });
  }
  if (lease.token) await post('/v1/leases/release', { token: lease.token });
  return call !== undefined;
}

/** One wave of visits; returns how many called. */
export async function runWave(
  url: string,
  authToken: string,
  network: DemoNetwork,
  wave: readonly PlannedVisit[],
): Promise<number> {
  let calls = 0;
  await inParallel(wave, WIDTH, async (planned) => {
    if (await visit(url, authToken, network, planned)) calls += 1;
  });
  return calls;
}
