import type { Clock, EpochMs } from '../kernel/time.ts';
import { hourOf } from './keys.ts';
import type { AppointmentMessage } from './messages.ts';

/** What is to be looked at, in buckets of an hour. */
export interface WakeList {
  /** The first hour that may still hold something; undefined before the first run. */
  nextHour(): Promise<number | undefined>;
  setNextHour(hour: number): Promise<void>;
  /** What is due in an hour until an instant, at most so many. */
  due(hour: number, untilMs: EpochMs, limit: number): Promise<readonly Woken[]>;
  /** Leaves what was asked for again meanwhile: whoever was woken may have a clock by which it is too early. */
  remove(woken: readonly Woken[]): Promise<void>;
}

export interface Woken {
  readonly outcomeId: string;
  readonly atMs: EpochMs;
  /** Of the appointment as it was when this was asked for: asked for again, it is another wake. */
  readonly rev: number;
}

export interface WakeDuePorts {
  readonly wakes: WakeList;
  readonly queue: { sendAll(messages: readonly AppointmentMessage[]): Promise<void> };
  readonly clock: Clock;
}

const PAGE = 100;
/** Hours looked at in one run: a month, for an app that stood still. */
const MAX_HOURS = 31 * 24;
/** Enough pages of an hour for ten thousand meetings in it; what is left waits for the next run. */
const MAX_PAGES = 100;

/**
 * Hands on every appointment whose time has come. Each is on the queue before it leaves the list, so a run that dies hands
 * some on twice, and none is lost.
 */
export async function wakeDue({ wakes, queue, clock }: WakeDuePorts): Promise<number> {
  const nowMs = clock.nowMs();
  const current = hourOf(nowMs);
  let hour = (await wakes.nextHour()) ?? current - MAX_HOURS + 1;
  let woken = 0;
  for (let hours = 0; hours < MAX_HOURS && hour <= current; hours += 1, hour += 1) {
    for (let pages = 0; pages < MAX_PAGES; pages += 1) {
      const due = await wakes.due(hour, nowMs, PAGE);
      await queue.sendAll(due.map(({ outcomeId }) => ({ v: 1, kind: 'wake', outcomeId })));
      await wakes.remove(due);
      woken += due.length;
      if (due.length < PAGE) break;
    }
  }
  // The hour that is running is looked at again; so is the one before, for a writer whose clock is behind ours.
  await wakes.setNextHour(Math.min(hour, current) - 1);
  return woken;
}
