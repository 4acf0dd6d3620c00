import { actingAdvertiser } from '../../catalog/own-offer.ts';
import type { AdvertiserStore } from '../../catalog/ports.ts';
import type { IdSource } from '../../kernel/ids.ts';
import { invalidField, notFound } from '../../kernel/problem.ts';
import type { Clock } from '../../kernel/time.ts';
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
  const calendar = { ...draft, calendarId: ids.next('calendar'), advertiserId, createdAtMs: clock.nowMs() };
  await calendars.create(calendar, secret);
  return { calendar, secret };
}

/**
 * Makes a new secret; the one before it stays good until the next one is made.
 *
 * @throws Problem `not-found` for another's
 */
export async function renewSecret(
  { calendars, newSecret }: Pick<ConnectPorts, 'calendars' | 'newSecret'>,
  { role, subjectId }: Principal,
  calendarId: string,
): Promise<WithSecret> {
  const calendar = await calendars.get(calendarId);
  if (!calendar || (role !== 'operator' && calendar.advertiserId !== subjectId)) throw notFound('the calendar');
  const secret = newSecret();
  await calendars.rotate(calendarId, secret);
  return { calendar, secret };
}
