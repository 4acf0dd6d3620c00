import { type Clock, type Day, dayOf, HOUR_MS, MINUTE_MS } from '../kernel/time.ts';
import type { KeepPorts } from './keep-facts.ts';
import { type OutcomeItems, type Rebuilt, rebuildFacts } from './rebuild-facts.ts';

/** How far a night's rebuild has come. */
export interface Round {
  /** On which it began, or should have. */
  readonly day: Day;
  /** Where it goes on; undefined once it is done. */
  readonly after?: string | undefined;
}

export interface RoundStore {
  get(): Promise<Round | undefined>;
  keep(round: Round): Promise<void>;
}

export interface NightlyPorts extends KeepPorts {
  readonly items: OutcomeItems;
  readonly rounds: RoundStore;
  readonly clock: Clock;
}

/** After the last outcomes of the day were judged, and before its quality is scored. */
const BEGINS_AT_HOUR = 5;

/** Of the 15 minutes of a call: the rest is left to the pages it is at. */
const WORK_MS = 10 * MINUTE_MS;

/** Then the place is noted, so that a call that dies is gone on with from there. */
const PAGES_AT_ONCE = 20;

const isDone = ({ after }: Round): boolean => after === undefined;

/**
 * Begins a round each night, and goes on with it at each call until it is done, however large the table is. A round that takes longer
 * than a day is ended before the next begins. Undefined where there is nothing to do.
 */
export async function rebuildNightly(ports: NightlyPorts): Promise<Rebuilt | undefined> {
  const { rounds, clock, zone } = ports;
  const startMs = clock.nowMs();
  const due = dayOf(startMs - BEGINS_AT_HOUR * HOUR_MS, zone);
  const standing = await rounds.get();
  if (standing && isDone(standing) && standing.day >= due) return undefined;
  const { day, after } = standing && !isDone(standing) ? standing : { day: due };
  let done: Rebuilt = { kept: 0, unreadable: [], next: after };
  do {
    const { kept, unreadable, next } = await rebuildFacts(ports, done.next, PAGES_AT_ONCE);
    done = { kept: done.kept + kept, unreadable: [...done.unreadable, ...unreadable], next };
    await rounds.keep({ day, after: next });
  } while (done.next !== undefined && clock.nowMs() < startMs + WORK_MS);
  return done;
}
