import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Line, type PlaceCallOptions, type Step } from './line.ts';
import { readTwiml, type Verb } from './twiml.ts';

export interface PlacedCall {
  readonly callSid: string;
  readonly steps: readonly Step[];
  /** Every webhook of the call was answered with a success. */
  readonly accepted: boolean;
  /** How many seconds somebody talked: what the app should find. */
  readonly talkedSeconds: number;
}

type Dial = Extract<Verb, { verb: 'Dial' }>;

/** A leg that was dialled, and how it ended. */
interface Leg {
  readonly dial: Dial;
  readonly sid: string;
  readonly status: string;
  readonly talkSeconds: number;
}

const VOICE = '/carriers/twilio/voice';
const STATUS = '/carriers/twilio/status';
/** Failover chains longer than this are a loop. */
const MAX_DIALS = 4;
const DEFAULT_LATE_MS = 2_000;
const DEFAULT_RING_SECONDS = 8;
/** What saying a sentence takes. */
const SAY_SECONDS = 4;

/** Places a call through a simulated Twilio: posts its signed webhooks to the app, and does what the app's TwiML says. */
export async function placeCall(options: PlaceCallOptions): Promise<PlacedCall> {
  const line = new Line(options);
  if (line.has('status-first')) await tellCallEnded(line);
  const answer = await line.post(VOICE, { CallStatus: 'ringing' }, 'The carrier asks what to do');
  if (answer !== undefined) await play(line, readTwiml(answer));
  const isTold = line.has('status-first') || line.has('lost-completion') || line.endings.length > 0;
  if (!isTold) line.endings.push(() => tellCallEnded(line));
  if (line.has('late')) await sleep(options.lateMs ?? DEFAULT_LATE_MS);
  for (const tell of line.endings) await tell();
  const { callSid, steps, accepted, talkedSeconds } = line;
  return { callSid, steps, accepted, talkedSeconds };
}

/** Does what the verbs say until the call ends or a dial hands over to its action. */
async function play(line: Line, verbs: readonly Verb[]): Promise<void> {
  for (const verb of verbs) {
    if (verb.verb === 'Dial') return ring(line, verb);
    if (verb.verb !== 'Say') return line.note(verb.verb === 'Reject' ? 'The call is rejected' : 'The line is hung up');
    line.secondsOnLine += SAY_SECONDS;
    line.note('The caller hears', verb.text);
  }
}

async function ring(line: Line, dial: Dial): Promise<void> {
  const { rings = ['answered'], talkSeconds, ringSeconds = DEFAULT_RING_SECONDS } = line.options;
  const fate = rings[Math.min(line.dials, rings.length - 1)] ?? 'answered';
  line.dials += 1;
  if (line.dials > MAX_DIALS) throw new Error('the app dials in a circle');
  const isAnswered = fate === 'answered';
  const leg: Leg = {
    dial,
    // The same call has the same legs, so that a demo repeats itself.
    sid: `CA${createHash('sha256').update(`${line.callSid}/${line.dials}`).digest('hex').slice(0, 32)}`,
    status: isAnswered ? 'completed' : fate,
    talkSeconds: isAnswered ? talkSeconds : 0,
  };
  line.talkedSeconds += leg.talkSeconds;
  line.secondsOnLine += ringSeconds + leg.talkSeconds;
  line.note(`It rings at ${dial.destination}`, isAnswered ? `answered, ${talkSeconds} s` : fate);
  if (line.has('out-of-order') && isAnswered) {
    // The caller's own end overtakes both; an answered dial is the last one, so nothing follows from its action.
    line.endings.push(
      () => tellCallEnded(line),
      () => askAfterDial(line, leg),
      () => tellLegEnded(line, leg),
    );
    return;
  }
  await tellLegEnded(line, leg);
  const next = await askAfterDial(line, leg);
  if (next !== undefined) await play(line, readTwiml(next));
}

async function tellLegEnded(line: Line, { dial, sid, status, talkSeconds }: Leg): Promise<void> {
  if (!dial.statusCallback) return;
  const form = {
    CallSid: sid,
    ParentCallSid: line.callSid,
    Direction: 'outbound-dial',
    CallStatus: status,
    To: dial.destination,
    SequenceNumber: '0',
    CallbackSource: 'call-progress-events',
    ...durations(talkSeconds),
  };
  await line.tell(dial.statusCallback, form, 'The dialled leg is over');
}

/** Asks the app what comes after the dial: the only webhook that tells the talk time. */
async function askAfterDial(line: Line, { dial, sid, status, talkSeconds }: Leg): Promise<string | undefined> {
  if (!dial.action || line.has('lost-dial-action')) return undefined;
  const form = {
    CallStatus: 'in-progress',
    DialCallSid: sid,
    DialCallStatus: status,
    ...(status === 'completed' ? { DialCallDuration: String(talkSeconds) } : {}),
  };
  return line.tell(dial.action, form, `The dial is over: ${status}`);
}

async function tellCallEnded(line: Line): Promise<void> {
  const form = {
    CallStatus: 'completed',
    SequenceNumber: '0',
    CallbackSource: 'call-progress-events',
    ...durations(line.secondsOnLine),
  };
  await line.tell(STATUS, form, 'The call is over');
}

/** Twilio's two: seconds, and the minutes it bills. */
const durations = (seconds: number) => ({ CallDuration: String(seconds), Duration: String(Math.ceil(seconds / 60)) });
