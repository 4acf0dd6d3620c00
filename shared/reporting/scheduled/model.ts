import type { Day, EpochMs } from '../../kernel/time.ts';
import type { Dimension, FactFilter } from '../model.ts';

/** Whose a schedule is: finance and operators share the network's, so that nobody who leaves takes one along. */
export interface ScheduleOwner {
  readonly kind: 'advertiser' | 'publisher' | 'network';
  readonly id: string;
}

/** How often, and when on the reader's own clock. */
export interface Cadence {
  readonly every: 'day' | 'week';
  /** IANA time zone of whoever reads it. */
  readonly zone: string;
  /** 0 to 23. */
  readonly hour: number;
}

/** A report that its owner is sent again and again: what they may see of it is decided anew each time. */
export interface ReportSchedule extends Cadence {
  readonly scheduleId: string;
  readonly owner: ScheduleOwner;
  readonly name: string;
  readonly groupBy: readonly Dimension[];
  readonly filter: FactFilter;
  /** E-mail addresses; none where links by webhook are enough. */
  readonly recipients: readonly string[];
  readonly createdAtMs: EpochMs;
  /** First day of the newest period that was sent, or was over too soon to be. */
  readonly sentFrom: Day;
  /** Of a period that not all of them could be mailed yet: its first day, and who had it. */
  readonly mailed?: { readonly from: Day; readonly to: readonly string[] } | undefined;
}

/** That somebody is mailed a report, as a link in the mail names it: no address is in it. */
export interface Subscription {
  readonly owner: ScheduleOwner;
  readonly scheduleId: string;
  readonly readerId: string;
}

export const MAX_SCHEDULES_PER_OWNER = 20;

/** Where letters are kept. */
export const REPORTS_FOLDER = 'scheduled-reports';

/** Longer than any law asks that the way out of a mail works (30 days in the US), and than anybody looks for it. */
export const WAY_OUT_DAYS = 90;

/** A letter that is not read within a month is not read: then its links end, and it is removed. */
export const LINK_DAYS = 30;
