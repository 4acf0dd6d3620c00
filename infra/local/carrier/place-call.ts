import { setTimeout as sleep } from 'node:timers/promises';
import type { Reply } from './dialect.ts';
import { Line, type PlaceCallOptions, type Step } from './line.ts';
import { askAfterDial, dialLeg, tellLegEnded, tellRecording } from './ring.ts';
import type { Dial, Verb } from './verbs.ts';

export interface PlacedCall {
  readonly callId: string;
  readonly steps: readonly Step[];
  /** Every webhook of the call was answered with a success. */
  readonly accepted: boolean;
  /** How many seconds somebody talked: what the app should find. */
  readonly talkedSeconds: number;
}

const DEFAULT_LATE_MS = 2_000;
/** What saying a sentence, or waiting for a key, takes. */
const SAY_SECONDS = 4;
const RECORD_SECONDS = 20;
/** Verbs of one call; more is a circle. */
const MAX_VERBS = 40;

/** Places a call through a simulated carrier: posts its signed webhooks to the app, and does what the app's answers say. */
export async function placeCall(options: PlaceCallOptions): Promise<PlacedCall> {
  const line = new Line(options);
  if (line.has('status-first')) await tellCallEnded(line);
  const answer = await askWhatToDo(line);
  if (answer !== undefined) await play(line, line.dialect.readAnswer(answer));
  const isTold = line.has('status-first') || line.has('lost-completion') || line.endings.length > 0;
  if (!isTold) line.endings.push(() => tellCallEnded(line));
  if (line.has('late')) await sleep(options.lateMs ?? DEFAULT_LATE_MS);
  for (const tell of line.endings) await tell();
  const { call, steps, accepted, talkedSeconds } = line;
  return { callId: call.callId, steps, accepted, talkedSeconds };
}

const pathOf = (line: Line, what: 'voice' | 'status'): string => `/carriers/${line.dialect.name}/${what}`;

/** The voice address, and where it does not answer, the one that is set up for that. */
async function askWhatToDo(line: Line): Promise<string | undefined> {
  const fields = line.dialect.incoming(line.call);
  const answer = await line.post(pathOf(line, 'voice'), fields, 'The carrier asks what to do');
  const { failoverPath } = line.options;
  if (answer !== undefined || !failoverPath) return answer;
  return line.post(failoverPath, fields, 'The carrier asks the failover address');
}

/** Does what the verbs say until the call ends or a verb hands over to another answer. */
async function play(line: Line, verbs: readonly Verb[]): Promise<void> {
  let recordingUrl: string | undefined;
  for (const verb of verbs) {
    line.verbs += 1;
    if (line.verbs > MAX_VERBS) throw new Error('the app goes round in a circle');
    if (verb.verb === 'dial') return ring(line, recordingUrl ? { ...verb, recordingUrl } : verb);
    if (verb.verb === 'record-dial') recordingUrl = verb.recordingUrl;
    else {
      const next = await perform(line, verb);
      if (next === 'over') return;
      if (next !== 'on') return play(line, line.dialect.readAnswer(next.answer));
    }
  }
}

type Simple = Exclude<Verb, { verb: 'dial' | 'record-dial' }>;

/** One verb: on to the next, over, or on with another answer. */
async function perform(line: Line, verb: Simple): Promise<'on' | 'over' | { readonly answer: string }> {
  switch (verb.verb) {
    case 'reject':
      line.note('The call is rejected');
      return 'over';
    case 'hangup':
      line.note('The line is hung up');
      return 'over';
    case 'say':
      line.note('The caller hears', verb.text);
      line.secondsOnLine += SAY_SECONDS;
      return 'on';
    case 'play':
      line.note('The caller hears a recording', verb.url);
      line.secondsOnLine += SAY_SECONDS;
      return 'on';
    case 'record':
      line.secondsOnLine += RECORD_SECONDS;
      line.note('The caller leaves a message', `${RECORD_SECONDS} s`);
      if (verb.recordingUrl) await tellRecording(line, verb.recordingUrl, RECORD_SECONDS);
      return 'on';
    case 'gather':
      return gather(line, verb);
    case 'redirect':
      return goOn(await line.post(verb.url, line.dialect.incoming(line.call), 'The carrier is sent elsewhere'));
  }
}

const goOn = (answer: string | undefined) => (answer === undefined ? ('over' as const) : { answer });

type Gather = Extract<Verb, { verb: 'gather' }>;

/** Without an answer in time most carriers go on with the next verb. */
async function gather(line: Line, verb: Gather) {
  line.secondsOnLine += SAY_SECONDS;
  line.note('The caller is asked', verb.prompt);
  const given = line.options.replies?.[line.questions] ?? {};
  line.questions += 1;
  if (given.hangsUp) {
    line.note('The caller hangs up');
    return 'over';
  }
  const reply = understood(verb, given);
  const isSilent = reply.keys === undefined && reply.speech === undefined;
  if (isSilent && !line.dialect.tellsSilence) return 'on';
  const title = isSilent ? 'The caller is silent' : reply.keys ? 'The caller pressed a key' : 'The caller spoke';
  return goOn(await line.post(verb.actionUrl, line.dialect.replied(line.call, reply), title));
}

/** What the carrier makes of it: as many keys as were asked for, up to the one that ends them, and speech where it listens. */
function understood({ by, digits, endKey }: Gather, { keys, speech }: Reply): Reply {
  const pressed = (endKey ? keys?.split(endKey)[0] : keys)?.slice(0, digits);
  if (by.includes('keys') && pressed) return { keys: pressed };
  return by.includes('speech') && speech ? { speech } : {};
}

async function ring(line: Line, dial: Dial): Promise<void> {
  const leg = dialLeg(line, dial);
  if (line.options.holdMs) await sleep(line.options.holdMs);
  if (leg.ring === 'answered' && line.has('out-of-order')) {
    // The caller's own end overtakes both; an answered dial is the last one, so nothing follows from its action.
    line.endings.push(
      () => tellCallEnded(line),
      () => askAfterDial(line, dial, leg),
      () => tellLegEnded(line, dial, leg),
    );
    return;
  }
  await tellLegEnded(line, dial, leg);
  if (leg.ring === 'answered' && dial.recordingUrl) await tellRecording(line, dial.recordingUrl, leg.talkSeconds);
  const next = await askAfterDial(line, dial, leg);
  if (next !== undefined) await play(line, line.dialect.readAnswer(next));
}

async function tellCallEnded(line: Line): Promise<void> {
  const { call, dialect, secondsOnLine } = line;
  const fields = dialect.callEnded(call, secondsOnLine);
  await line.tell(pathOf(line, 'status'), fields, 'The call is over');
  if (line.has('late-price') && dialect.price) {
    await line.post(pathOf(line, 'status'), { ...fields, ...dialect.price }, 'The price is known');
  }
}
