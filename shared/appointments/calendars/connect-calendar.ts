import { actingAdvertiser } from '../../catalog/own-offer.ts';
import type { AdvertiserStore } from '../../catalog/ports.ts';
import type { IdSource } from '../../kernel/ids.ts';
import { invalidField, notFound } from '../../kernel/problem.ts';
import type { Clock } from '../../kernel/time.ts';
import { changeFrom, countedVersion, type Versioned } from '../../platform/change-from.ts';
import type { Principal } from '../../platform/http/principal.ts';
import type { Calendar, CalendarStore } from './ports.ts';

export interface ConnectPorts {
  readonly calendars: CalendarStore;
  readonly advertisers: Pick<AdvertiserStore, 'get'>;
  readonly newSecret: () => string;
  readonly clock: Clock;
}

interface WithSecret {
  readonly calendar: Calendar;
  readonly secret: string;
}

/** Connects a calendar of an advertiser. The secret is made here and shown once. */
export async function connectCalendar(
  { calendars, advertisers, newSecret, clock }: ConnectPorts,
  principal: Principal,
  ids: IdSource,
  { advertiserId: named, ...draft }: Pick<Calendar, 'kind' | 'name'> & { readonly advertiserId?: string | undefined },
): Promise<WithSecret> {
  const advertiserId = actingAdvertiser(principal, named);
  if (!(await advertisers.get(advertiserId))) throw invalidField('body.advertiserId', 'is not an advertiser we know');
  const secret = newSecret();
  const made = { calendarId: ids.next('calendar'), createdAtMs: clock.nowMs(), version: 1 };
  const calendar = { ...draft, ...made, advertiserId };
  await calendars.create(calendar, secret);
  return { calendar, secret };
}

/**
 * Makes a new secret; the one before it stays good until the next one is made. So of two who renew it at the same moment both
 * hold one that is good, and whoever names the version it saw is told that somebody else has renewed it since.
 *
 * @throws Problem `not-found` for another's, `stale` when it is not at the version that was seen, where one is named
 */
export async function renewSecret(
  { calendars, newSecret }: Pick<ConnectPorts, 'calendars' | 'newSecret'>,
  { role, subjectId }: Principal,
  calendarId: string,
  seenVersion?: number,
): Promise<WithSecret> {
  const known = await calendars.get(calendarId);
  if (!known || (role !== 'operator' && known.advertiserId !== subjectId)) throw notFound('the calendar');
  const secret = newSecret();
  const place: Versioned<Calendar> = {
    read: () => calendars.get(calendarId),
    versionOf: countedVersion,
    async write(before) {
      const next = { ...known, version: countedVersion(before) + 1 };
      return (await calendars.rotate(next, secret)) === 'stale' ? 'stale' : next;
    },
  };
  return { calendar: await changeFrom(place, seenVersion), secret };
}
