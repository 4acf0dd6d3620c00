import { Problem } from '../kernel/problem.ts';
import type { JudgeRequest, LateTruthNotice } from '../outcomes/contract.ts';
import type { Facts } from '../outcomes/model.ts';
import type { NumberReader } from '../tracking/ports.ts';
import type { CallMessage } from './contract.ts';
import { mergeEvent } from './merge-event.ts';
import type { CallEvent, CallProgress, CallRecord } from './model.ts';
import { type ContactPorts, ensureContact } from './note-contact.ts';
import type { CallQueue, CallStore, Capacity, StoredCall } from './ports.ts';
import { completenessOf, factsOf, isTargetDone, wasAnswered } from './read-progress.ts';

export interface SettlePorts extends ContactPorts {
  readonly numbers: NumberReader;
  readonly calls: CallStore;
  readonly capacity: Capacity;
  readonly queue: CallQueue;
  /** Something new came after the verdict. */
  readonly countLate: () => void;
  /** Told where it is other than what was judged. */
  readonly lateTruth: { send(message: LateTruthNotice): Promise<void> };
  readonly judge: { send(message: JudgeRequest): Promise<void> };
  readonly note: (what: string, details: Readonly<Record<string, unknown>>) => void;
}

/** Others who write the same call at once: its events come within a second of each other. */
const MAX_TRIES = 6;

/** How long to wait for the other side of a call's end, then once more. */
export const FIRST_WAIT_SECONDS = 60;
export const SECOND_WAIT_SECONDS = 300;

/**
 * From this try on, a number that the catalog does not know is nobody's: what a container remembers of the catalog is 30 s
 * old at most, and so many tries take longer.
 */
const SURE_OF_CATALOG_TRY = 3;

type FromCarrier = Extract<CallMessage, { kind: 'call-event' }>;
type Check = Extract<CallMessage, { kind: 'settle-check' }>;

/**
 * Merges one event into its call. When both sides of the end are known the facts are written with it and judging is asked
 * for; when one is missing a reminder is set.
 *
 * @param attempt how often the queue delivered this event, this time included
 * @throws Problem `not-found` for an event of a call that was never answered here: the queue brings it back, since the
 *   answer may only be late, and after five tries sets it aside. The end of a call to a number that nobody has is let go:
 *   that call was refused and counted when it came.
 */
export async function settleEvent(ports: SettlePorts, message: FromCarrier, attempt: number): Promise<void> {
  const { outcomeId, eventId, event } = message;
  if (attempt >= SURE_OF_CATALOG_TRY && (await isForNobody(ports, message))) return;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const seen = await findCall(ports, outcomeId);
    if (seen.outcome.state !== 'open') {
      if (await keepLate(ports, seen, event, eventId)) return;
      continue;
    }
    const progress = mergeEvent(seen.record.progress, event);
    const record = await releaseWhenDone(ports, seen, progress);
    const completeness = completenessOf(record);
    const facts = completeness === 'complete' ? factsIn(seen, record) : seen.outcome.facts && factsIn(seen, record);
    if (await isSaved(ports, seen, record, facts)) {
      if (facts) return finish(ports, { ...seen, record });
      if (completeness === 'half') await remind(ports, outcomeId, 1);
      return;
    }
  }
  throw new Problem('unavailable', `call ${outcomeId} is being written by too many at once`);
}

/** A reminder rang: after the second wait, what is known is judged. */
export async function checkSettled(ports: SettlePorts, { outcomeId, step }: Check): Promise<void> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const seen = await findCall(ports, outcomeId);
    if (seen.outcome.state !== 'open') return;
    if (seen.outcome.facts) return finish(ports, seen);
    // Nobody is dialled for a caller who hung up on a question: there is nothing more to wait for.
    if (step === 1 && seen.record.route.kind !== 'asking') return remind(ports, outcomeId, 2);
    const record = await releaseWhenDone(ports, seen, seen.record.progress, true);
    if (record.route.kind !== 'asking') {
      ports.note('settled with one side missing', { outcomeId, completeness: completenessOf(record) });
    }
    if (await isSaved(ports, seen, record, factsIn(seen, record))) return finish(ports, { ...seen, record });
  }
  throw new Problem('unavailable', `call ${outcomeId} is being written by too many at once`);
}

async function isForNobody({ calls, numbers }: SettlePorts, { outcomeId, number }: FromCarrier): Promise<boolean> {
  if (number === undefined || (await numbers.number(number))) return false;
  return (await calls.find(outcomeId)) === undefined;
}

async function findCall({ calls }: SettlePorts, outcomeId: string): Promise<StoredCall> {
  const seen = await calls.find(outcomeId);
  if (!seen) throw new Problem('not-found', `no call was answered under ${outcomeId}: it is late, or it never was`);
  return seen;
}

const factsIn = ({ outcome }: StoredCall, record: CallRecord): Facts =>
  factsOf(record, outcome.openedAtMs, outcome.attribution.confidence);

/**
 * Frees the target's place as soon as its leg is over and counts its answer; the record remembers both, so that each is asked
 * for once. The end of the call may be told before how the dial went: then the place is free at once, and counted later.
 */
async function releaseWhenDone(
  { capacity }: SettlePorts,
  { outcome: { outcomeId, openedAtMs }, record: before }: StoredCall,
  progress: CallProgress,
  isOver = false,
): Promise<CallRecord> {
  const record = { ...before, progress };
  const { route, released, counted } = record;
  if (!route.targetId || (route.capacity !== 'reserved' && !route.weighed)) return record;
  if (!released && !isOver && !isTargetDone(progress)) return record;
  const answered = counted ? undefined : wasAnswered(progress);
  const heard = answered === undefined ? undefined : { answered, atMs: openedAtMs };
  if (!released && route.capacity === 'reserved') {
    await capacity.release(route.targetId, outcomeId, heard, route.shards);
  } else if (heard) await capacity.noteHeard(route.targetId, outcomeId, heard);
  return { ...record, released: true, ...(heard && { counted: true }) };
}

/** True when nothing had to be written, or it was. */
async function isSaved(
  { calls }: SettlePorts,
  seen: StoredCall,
  record: CallRecord,
  facts: Facts | undefined,
): Promise<boolean> {
  const isSame = same(seen.record, record) && (facts === undefined || same(seen.outcome.facts ?? {}, facts));
  return isSame || (await calls.save(seen, record, facts)) === 'saved';
}

/** Asks for the verdict; asked twice it is the same verdict. */
async function finish(ports: SettlePorts, call: StoredCall): Promise<void> {
  await ensureContact(ports, call);
  await ports.judge.send({ v: 1, outcomeId: call.outcome.outcomeId });
}

const remind = ({ queue }: SettlePorts, outcomeId: string, step: 1 | 2): Promise<void> =>
  queue.send(
    { v: 1, kind: 'settle-check', outcomeId, step },
    { delaySeconds: step === 1 ? FIRST_WAIT_SECONDS : SECOND_WAIT_SECONDS },
  );

/**
 * Truth that comes after the verdict is kept beside it and told on: the verdict stands, and an entry corrects it. Another word
 * for what is known already changes nothing; a recording is kept quietly, since it comes late by nature. What is other than
 * was judged is told on again with every repeat, since nobody knows whether the first try was cut off before it.
 */
async function keepLate(ports: SettlePorts, seen: StoredCall, event: CallEvent, eventId: string): Promise<boolean> {
  const before: CallProgress = seen.late ?? seen.record.progress;
  const late = mergeEvent(before, event);
  const facts = factsIn(seen, { ...seen.record, progress: late });
  const isNews = !same(factsIn(seen, { ...seen.record, progress: before }), facts);
  if (isNews || !same(before.recordings, late.recordings)) {
    if ((await ports.calls.saveLate(seen, late, isNews ? facts : undefined)) === 'lost') return false;
  }
  const { outcomeId } = seen.outcome;
  if (isNews) {
    ports.countLate();
    ports.note('event after the verdict', { outcomeId, eventId, kind: event.kind });
  }
  if (isNews || seen.outcome.late) await ports.lateTruth.send({ v: 1, outcomeId });
  return true;
}

/** Equal whatever order their keys are in. */
const same = (a: object, b: object): boolean => canonical(a) === canonical(b);

const canonical = (value: unknown): string => JSON.stringify(value, inOrder);

function inOrder(_key: string, inner: unknown): unknown {
  if (typeof inner === 'bigint') return `${inner}n`;
  if (!inner || typeof inner !== 'object' || Array.isArray(inner)) return inner;
  return Object.fromEntries(Object.entries(inner).sort(([x], [y]) => (x < y ? -1 : 1)));
}
