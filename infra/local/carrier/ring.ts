import type { LegFacts } from './dialect.ts';
import type { Line } from './line.ts';
import type { Dial } from './verbs.ts';

/** Failover chains longer than this are a loop. */
const MAX_DIALS = 6;
const DEFAULT_RING_SECONDS = 8;

/** Rings a destination; what becomes of it is in the call's options. */
export function dialLeg(line: Line, dial: Dial): LegFacts {
  const { rings = ['answered'], talkSeconds, ringSeconds = DEFAULT_RING_SECONDS } = line.options;
  const ring = rings[Math.min(line.dials, rings.length - 1)] ?? 'answered';
  line.dials += 1;
  if (line.dials > MAX_DIALS) throw new Error('the app dials in a circle');
  const talked = ring === 'answered' ? talkSeconds : 0;
  const startedAtMs = line.nowMs();
  // Nobody rings longer than the app asked for.
  line.secondsOnLine += Math.min(ringSeconds, dial.ringSeconds ?? ringSeconds) + talked;
  line.talkedSeconds += talked;
  line.note(`It rings at ${dial.destination}`, ring === 'answered' ? `answered, ${talked} s` : ring);
  return {
    legId: line.nextId('leg', line.dials),
    destination: dial.destination,
    ring,
    talkSeconds: talked,
    startedAtMs,
    endedAtMs: line.nowMs(),
  };
}

export async function tellLegEnded(line: Line, dial: Dial, leg: LegFacts): Promise<void> {
  if (!dial.legEventsUrl) return;
  await line.tell(dial.legEventsUrl, line.dialect.legEnded(line.call, leg), 'The dialled leg is over');
}

/** Asks the app what comes after the dial. */
export async function askAfterDial(line: Line, dial: Dial, leg: LegFacts): Promise<string | undefined> {
  if (!dial.actionUrl || line.has('lost-dial-action')) return undefined;
  const title = `The dial is over: ${leg.ring === 'answered' ? 'completed' : leg.ring}`;
  return line.tell(dial.actionUrl, line.dialect.dialEnded(line.call, leg), title);
}

/** The sound stays with the carrier; the app learns where. */
export async function tellRecording(line: Line, url: string, seconds: number): Promise<void> {
  line.recordings += 1;
  const recordingId = line.nextId('recording', line.recordings);
  const where = `https://recordings.carrier.example/${recordingId}`;
  const recording = { recordingId, url: where, seconds, endedAtMs: line.nowMs() };
  await line.tell(url, line.dialect.recordingReady(line.call, recording), 'A recording is ready');
}
