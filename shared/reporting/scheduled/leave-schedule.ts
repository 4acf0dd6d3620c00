import { Problem } from '../../kernel/problem.ts';
import type { Clock } from '../../kernel/time.ts';
import type { ReportSchedule, Subscription } from './model.ts';
import type { Readers, ScheduleStore, WayOutLinks } from './ports.ts';

export interface FindPorts {
  readonly schedules: Pick<ScheduleStore, 'get'>;
  readonly wayOut: Pick<WayOutLinks, 'read'>;
  readonly readers: Pick<Readers, 'idOf'>;
  readonly clock: Clock;
}

export interface LeavePorts extends FindPorts {
  readonly schedules: Pick<ScheduleStore, 'get' | 'leave'>;
}

/** What a link leads to. */
export interface Found extends Subscription {
  /** Absent when they get it no more: they left, or it was removed. */
  readonly standing?: { readonly schedule: ReportSchedule; readonly recipient: string };
}

/** Others may leave the same schedule at the same time: nine at the most. */
const TRIES = 10;

/**
 * What a link in a mail is the way out of. It changes nothing: mailboxes open links to look what is behind them.
 *
 * @throws Problem `forbidden` for a link that was not made here, or whose time is over
 */
export async function findSubscription({ schedules, wayOut, readers, clock }: FindPorts, link: string): Promise<Found> {
  const subscription = await wayOut.read(link, clock.nowMs());
  if (!subscription) {
    throw new Problem('forbidden', 'this link was not made here, or is over: who made the schedule can take you off');
  }
  const { owner, scheduleId, readerId } = subscription;
  const schedule = await schedules.get(owner, scheduleId);
  const recipient = schedule?.recipients.find((each) => readers.idOf(each) === readerId);
  return schedule && recipient !== undefined ? { ...subscription, standing: { schedule, recipient } } : subscription;
}

/**
 * Takes the reader of a link off its schedule, whose other recipients and webhooks go on. Who is off stays off: the same again
 * changes nothing.
 *
 * @throws Problem as `findSubscription`
 */
export async function leaveSchedule(ports: LeavePorts, link: string): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { standing } = await findSubscription(ports, link);
    if (!standing || (await ports.schedules.leave(standing.schedule, standing.recipient))) return;
  }
  throw new Problem('unavailable', 'others leave at this moment: try again');
}
