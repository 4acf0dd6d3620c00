import type { Day, EpochMs } from '../../kernel/time.ts';
import type { Period } from '../read-facts.ts';
import type { ReportSchedule, ScheduleOwner, Subscription } from './model.ts';

export interface ScheduleStore {
  /** False where the owner has MAX_SCHEDULES_PER_OWNER others. Again under the same id it takes the place of the first. */
  create(schedule: ReportSchedule): Promise<boolean>;
  /** An owner's, oldest first. Strongly consistent. */
  ofOwner(owner: ScheduleOwner): Promise<readonly ReportSchedule[]>;
  /** Strongly consistent. */
  get(owner: ScheduleOwner, scheduleId: string): Promise<ReportSchedule | undefined>;
  /** False when it was not there. */
  remove(owner: ScheduleOwner, scheduleId: string): Promise<boolean>;
  /** Everybody's, page by page. */
  all(): AsyncIterable<readonly ReportSchedule[]>;
  /** Notes that a period was sent; nothing happens when the schedule is gone. */
  noteSent(schedule: ReportSchedule, from: Day): Promise<void>;
  /** Notes who was mailed a period that others were not yet; nothing happens when the schedule is gone. */
  noteMailed(schedule: ReportSchedule, mailed: NonNullable<ReportSchedule['mailed']>): Promise<void>;
  /** Takes one off the recipients; false when they changed since the schedule was read, or it is gone. */
  leave(schedule: ReportSchedule, recipient: string): Promise<boolean>;
}

export interface ReportFiles {
  put(key: string, body: string, contentType: string): Promise<void>;
  /** Undefined where there is none. */
  get(key: string): Promise<string | undefined>;
}

/** A letter that is ready, as its owner is told of it. */
export interface ReadyReport extends Period {
  readonly schedule: ReportSchedule;
  readonly atMs: EpochMs;
  readonly htmlUrl: string;
  readonly textUrl: string;
  readonly expiresAtMs: EpochMs;
}

/** A letter as a mailbox gets it. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Where its reader, or the mailbox for them, says that they want no more of these. */
  readonly leaveUrl: string;
}

export interface LetterSender {
  /** `refused` is for good, and this recipient's alone; what may go well another time is thrown. */
  send(mail: Mail): Promise<'sent' | 'refused'>;
}

/** Whom letters may be mailed to. */
export interface Readers {
  /** Why nothing is mailed for an owner now; undefined for one that is active. */
  idleReason(owner: ScheduleOwner): Promise<string | undefined>;
  /** Whether an active user of this owner signs in with the address. */
  isReader(owner: ScheduleOwner, email: string): Promise<boolean>;
  /** Who signs in with an address, by an id that does not tell it. */
  idOf(email: string): string;
}

/** Links by which a reader ends a subscription: signed, for that one. */
export interface WayOutLinks {
  sign(subscription: Subscription, untilMs: EpochMs): Promise<string>;
  /** Undefined for a link that is forged or whose time is over. */
  read(link: string, nowMs: EpochMs): Promise<Subscription | undefined>;
}

export interface ReportTeller {
  /** Once for each schedule and period, however often it is asked. */
  tell(ready: ReadyReport): Promise<void>;
}
