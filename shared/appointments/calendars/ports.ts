import type { Page, PageRequest } from '../../kernel/page.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { CalendarName } from '../ports.ts';

/** Calendars that tell us of their bookings by webhook. */
export const CONNECTED = ['cal.com', 'calendly'] as const satisfies readonly CalendarName[];
export type ConnectedName = (typeof CONNECTED)[number];

/** An advertiser's calendar; its webhooks are signed with a secret of its own. */
export interface Calendar {
  readonly calendarId: string;
  readonly advertiserId: string;
  readonly kind: ConnectedName;
  readonly name: string;
  readonly createdAtMs: EpochMs;
  /** Counts its secrets; 1 when absent. */
  readonly version?: number | undefined;
}

export interface CalendarStore {
  /** Again under the same id it stands with the newest secret: the one that was answered. */
  create(calendar: Calendar, secret: string): Promise<void>;
  get(calendarId: string): Promise<Calendar | undefined>;
  list(advertiserId: string, page: PageRequest): Promise<Page<Calendar>>;
  /**
   * From now on webhooks may be signed with this one, or with the one before it. `stale` where the calendar is not at the
   * version before this one any more: whoever renews it at the same moment has a secret that must stay good.
   */
  rotate(calendar: Calendar, secret: string): Promise<'put' | 'stale'>;
}

/** A calendar as its webhooks are verified by: cached 30 s. */
export interface CalendarReader {
  /** Undefined for one that was never connected. */
  connected(
    calendarId: string,
  ): Promise<{ readonly calendar: Calendar; readonly secrets: readonly string[] } | undefined>;
}

/** What a webhook is verified by: nothing in it is parsed yet. */
export interface SignedWebhook {
  readonly body: string;
  readonly header: (name: string) => string | undefined;
}
