import type { SQSEvent } from 'aws-lambda';
import { handlerOf as bookAppointment } from '../../functions/appointments/book-appointment/handler.ts';
import { handlerOf as bookFromPage } from '../../functions/appointments/book-from-page/handler.ts';
import { handlerOf as changeAppointment } from '../../functions/appointments/change-appointment/handler.ts';
import { handlerOf as changeBooking } from '../../functions/appointments/change-booking/handler.ts';
import { handlerOf as connectCalendar } from '../../functions/appointments/connect-calendar/handler.ts';
import { handlerOf as getAppointment } from '../../functions/appointments/get-appointment/handler.ts';
import { handlerOf as getAvailability } from '../../functions/appointments/get-availability/handler.ts';
import { handlerOf as getInvitation } from '../../functions/appointments/get-invitation/handler.ts';
import { handlerOf as listCalendars } from '../../functions/appointments/list-calendars/handler.ts';
import { handlerOf as listNotices } from '../../functions/appointments/list-notices/handler.ts';
import { handlerOf as listSlots } from '../../functions/appointments/list-slots/handler.ts';
import { handlerOf as openBooking } from '../../functions/appointments/open-booking/handler.ts';
import { handlerOf as openInvitation } from '../../functions/appointments/open-invitation/handler.ts';
import { receiveBookingEventHandler } from '../../functions/appointments/receive-booking-event/handler.ts';
import { handlerOf as renewCalendarSecret } from '../../functions/appointments/renew-calendar-secret/handler.ts';
import { handlerOf as reportAttendance } from '../../functions/appointments/report-attendance/handler.ts';
import { handlerOf as setAvailability } from '../../functions/appointments/set-availability/handler.ts';
import { settleAppointmentHandler } from '../../functions/appointments/settle-appointment/handler.ts';
import { handlerOf as showSlots } from '../../functions/appointments/show-slots/handler.ts';
import { handlerOf as takeCalendarReply } from '../../functions/appointments/take-calendar-reply/handler.ts';
import { wakeHandler } from '../../functions/appointments/wake-appointments/handler.ts';
import { dynamoCalendarReader, dynamoCalendars } from '../../shared/appointments/calendars/dynamo-calendars.ts';
import { dynamoAppointments } from '../../shared/appointments/dynamo-appointments.ts';
import { dynamoAvailability } from '../../shared/appointments/dynamo-availability.ts';
import { dynamoDiaryReader } from '../../shared/appointments/dynamo-diary.ts';
import { dynamoMeetings } from '../../shared/appointments/dynamo-meetings.ts';
import { dynamoNotices } from '../../shared/appointments/dynamo-notices.ts';
import { dynamoStrays } from '../../shared/appointments/dynamo-strays.ts';
import { dynamoWakes } from '../../shared/appointments/dynamo-wakes.ts';
import type { AppointmentMessage } from '../../shared/appointments/messages.ts';
import { dynamoCatalog } from '../../shared/catalog/dynamo-catalog.ts';
import { dynamoOffers } from '../../shared/catalog/dynamo-offers.ts';
import { dynamoPublishers } from '../../shared/catalog/dynamo-publishers.ts';
import { catalogTerms } from '../../shared/catalog/find-terms.ts';
import { catalogTable } from '../../shared/catalog/keys.ts';
import type { OfferVersion, Terms } from '../../shared/catalog/model.ts';
import { dynamoCustomers } from '../../shared/outcomes/dynamo-customers.ts';
import { dynamoOutcomes } from '../../shared/outcomes/dynamo-outcomes.ts';
import { dynamoPersonHistory } from '../../shared/outcomes/dynamo-person-history.ts';
import { judgeOutcome } from '../../shared/outcomes/judge-outcome.ts';
import { outcomesTable } from '../../shared/outcomes/keys.ts';
import { hashPerson } from '../../shared/outcomes/person.ts';
import { aesCipher } from '../../shared/platform/cipher.ts';
import { signedLinks } from '../../shared/platform/signed-links.ts';
import { createLease } from '../../shared/tracking/dynamo-lease-writes.ts';
import { dynamoLeases } from '../../shared/tracking/dynamo-leases.ts';
import { joseLeaseTokens } from '../../shared/tracking/jose-lease-tokens.ts';
import { leaseSort, leasesTable } from '../../shared/tracking/keys.ts';
import { offer, publisher } from '../catalog/fixture.ts';
import { api } from '../outcomes/api-world.ts';
import { callApi } from '../support/api-event.ts';
import { countingIds, TestClock } from '../support/clock.ts';
import { silentLog } from '../support/log.ts';
import { meter } from '../support/meter.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';

/** Monday 2 March 2026, 15:00 UTC: nine in the morning in Chicago. */
export const NOW_MS = Date.UTC(2026, 2, 2, 15);
export const PUBLIC_URL = 'https://api.callbourse.example';
const NUMBER = '+12175550100';

export const HOURS = {
  hours: { zone: 'America/Chicago', windows: [{ days: [1, 2, 3, 4, 5], fromMinute: 540, toMinute: 1020 }] },
  slotMinutes: 30,
  bufferMinutes: 0,
  noticeMinutes: 60,
  joinUrl: 'https://meet.example/acme',
};

/** Tuesday 3 March, nine in the morning. */
export const TUESDAY = '2026-03-03T09:00';

export const meetingOffer = (over: Partial<OfferVersion> = {}): OfferVersion =>
  offer({
    advertiserId: 'adv_acme',
    model: 'appointment',
    name: 'Roof inspection',
    criteria: { kind: 'answer', name: 'attendance', in: ['held'] },
    ...over,
  });

export const booking = (over: object = {}) => ({
  offerId: 'offer_1',
  startsAt: TUESDAY,
  zone: 'America/Chicago',
  attendee: { name: 'Ada Byron', email: 'Ada@Example.com' },
  answers: { budget: 50_000, authority: true },
  ...over,
});

/** The functions of appointments on real tables. */
export async function appointmentWorld(over: Partial<OfferVersion> = {}) {
  const clock = new TestClock(NOW_MS);
  const client = testDocumentClient();
  const tables = {
    catalog: await createTable(catalogTable),
    outcomes: await createTable(outcomesTable),
    leases: await createTable(leasesTable),
  };
  const units = meter(client);
  const offers = dynamoOffers(client, tables.catalog);
  await offers.create(meetingOffer(over));
  await dynamoPublishers(client, tables.catalog).create(publisher({ publisherId: 'pub_blog' }));
  await createLease({ client, tableName: tables.leases }, { poolId: 'pool_1', sk: leaseSort(NUMBER) });
  const cipher = aesCipher(async () => ['data-key']);
  const catalog = dynamoCatalog(client, tables.catalog, clock);
  const appointments = dynamoAppointments(client, tables.outcomes, cipher);
  const availability = dynamoAvailability(client, tables.catalog);
  const leases = dynamoLeases({ client, tableName: tables.leases, random: () => 0.5 });
  const tokens = joseLeaseTokens(async () => ['lease-secret']);
  const judging: string[] = [];
  /** Where late truth was asked to take back what a part came to. */
  const corrected: string[] = [];
  const counted: string[] = [];
  const queued: AppointmentMessage[] = [];
  /** Sent with a delay. */
  const waiting: AppointmentMessage[] = [];
  let secrets = 0;
  const booked: { outcomeId: string; chargeMinor: bigint; payoutMinor: bigint }[] = [];
  const outcomes = dynamoOutcomes(client, tables.outcomes);
  const deps = {
    ...api,
    judge: { send: async ({ outcomeId }: { outcomeId: string }) => void judging.push(outcomeId) },
    lateTruth: { send: async ({ outcomeId }: { outcomeId: string }) => void corrected.push(outcomeId) },
    countLate: () => void counted.push('LateEvent'),
    note: () => {},
    countUnknown: () => void counted.push('UnknownBooking'),
    count: (name: string) => void counted.push(name),
    strays: dynamoStrays(client, tables.outcomes, clock),
    advertisers: { get: async (advertiserId: string) => ({ advertiserId, name: 'Acme', createdAtMs: 0 }) },
    newSecret: () => {
      secrets += 1;
      return `secret-${secrets}`;
    },
    queue: {
      async send(message: AppointmentMessage, options: { readonly delaySeconds?: number } = {}) {
        const sent = JSON.parse(JSON.stringify(message));
        if (options.delaySeconds) waiting.push(sent);
        else queued.push(sent);
      },
    },
    ids: countingIds(),
    clock,
    offers,
    catalog,
    publishers: catalog,
    availability,
    diary: dynamoDiaryReader(client, tables.outcomes),
    appointments,
    meetings: dynamoMeetings(client, tables.outcomes, cipher),
    people: dynamoPersonHistory(client, tables.outcomes),
    notices: dynamoNotices(client, tables.outcomes),
    hashPerson: async (value: string) => hashPerson('person-secret', value),
    links: signedLinks(async () => ['lease-secret'], 'booking'),
    terms: catalogTerms(catalog),
    publicUrl: PUBLIC_URL,
    leases,
    tokens,
    log: silentLog,
  };
  const handlers = {
    setAvailability: setAvailability(deps),
    getAvailability: getAvailability(deps),
    listSlots: listSlots(deps),
    showSlots: showSlots(deps),
    book: bookAppointment(deps),
    bookFromPage: bookFromPage(deps),
    get: getAppointment(deps),
    change: changeAppointment(deps),
    attend: reportAttendance(deps),
    invitation: getInvitation(deps),
    reply: takeCalendarReply(deps),
    openBooking: openBooking(deps),
    changeBooking: changeBooking(deps),
    openInvitation: openInvitation(deps),
    notices: listNotices(deps),
  };
  const calendars = {
    calendars: dynamoCalendars(client, tables.catalog, cipher),
    connect: connectCalendar({ ...deps, calendars: dynamoCalendars(client, tables.catalog, cipher) }),
    renew: renewCalendarSecret({ ...deps, calendars: dynamoCalendars(client, tables.catalog, cipher) }),
    list: listCalendars({ ...deps, calendars: dynamoCalendars(client, tables.catalog, cipher) }),
    receive: receiveBookingEventHandler({
      ...deps,
      calendars: dynamoCalendarReader(client, tables.catalog, cipher, clock),
    }),
  };
  const settle = settleAppointmentHandler({ log: silentLog, settling: deps });
  const wake = wakeHandler({
    log: silentLog,
    wakes: dynamoWakes(client, tables.outcomes),
    queue: { sendAll: async (messages) => void queued.push(...messages) },
    clock,
  });
  const judgePorts = {
    outcomes,
    history: deps.people,
    customers: dynamoCustomers(client, tables.outcomes),
    terms: deps.terms,
    journal: {
      post: async (_key: object, terms: Terms, outcomeId: string) => {
        const { chargeMinor, payoutMinor } = terms;
        if (!booked.some((each) => each.outcomeId === outcomeId)) booked.push({ outcomeId, chargeMinor, payoutMinor });
        return 'posted' as const;
      },
    },
    clock,
    zone: 'America/New_York',
  };

  /** Delivers these messages as one batch; those that failed come back. */
  async function deliver(messages: readonly AppointmentMessage[], attempt = 1): Promise<AppointmentMessage[]> {
    const { batchItemFailures } = await settle({
      Records: messages.map((message, index) => ({
        messageId: String(index),
        body: JSON.stringify(message),
        attributes: { ApproximateReceiveCount: String(attempt) },
      })),
    } as unknown as SQSEvent);
    return batchItemFailures.map(({ itemIdentifier }) => messages[Number(itemIdentifier)] as AppointmentMessage);
  }

  /** The schedule runs, the queue is emptied, and what is asked for is judged. */
  async function run(): Promise<void> {
    await wake();
    for (let rounds = 0; rounds < 10 && queued.length > 0; rounds += 1) await deliver(queued.splice(0));
    for (const outcomeId of judging.splice(0)) await judgeOutcome(judgePorts, outcomeId);
  }

  return {
    ...{ clock, client, tables, units, deps, handlers, appointments, availability, outcomes },
    ...{ judging, corrected, counted, queued, waiting, booked, deliver, run, calendars },
    /** The clock moves on, and what is due then is done. */
    async until(atMs: number): Promise<void> {
      clock.set(atMs);
      await run();
    },
    setHours: (body: object, key = 'acme', headers: Record<string, string> = {}) =>
      callApi(handlers.setAvailability, { key, params: { offerId: 'offer_1' }, body, headers }),
    shownHours: () => callApi(handlers.getAvailability, { key: 'acme', params: { offerId: 'offer_1' } }),
    slots: (query: Record<string, string> = {}, key = 'blog') =>
      callApi(handlers.listSlots, { key, params: { offerId: 'offer_1' }, query }),
    book: (over: object = {}, key = 'blog') => callApi(handlers.book, { method: 'POST', key, body: booking(over) }),
    page: (body: object, origin = 'https://roofs.example') =>
      callApi(handlers.bookFromPage, { method: 'POST', headers: { origin }, body: { key: 'tag_1', ...body } }),
    get: (appointmentId: string, key = 'acme') => callApi(handlers.get, { key, params: { appointmentId } }),
    change: (appointmentId: string, body: object, key = 'blog') =>
      callApi(handlers.change, { method: 'POST', key, params: { appointmentId }, body }),
    attend: (appointmentId: string, body: object, key = 'acme') =>
      callApi(handlers.attend, { method: 'POST', key, params: { appointmentId }, body }),
    invitation: (appointmentId: string, key = 'acme') =>
      callApi(handlers.invitation, { key, params: { appointmentId } }),
    notices: async (day: string) =>
      (await callApi(handlers.notices, { key: 'operator', query: { day } })).json.items as {
        kind: string;
        at: string;
      }[],
    /** A visit that holds a number, and its token. */
    async visit(visitId: string): Promise<string> {
      const nowMs = clock.nowMs();
      const visit = { visitId, atMs: nowMs, url: 'https://roofs.example/' };
      await leases.take({ poolId: 'pool_1', stealWhenEmpty: false }, { visit, nowMs, untilMs: nowMs + 600_000 });
      return tokens.sign({ publisherId: 'pub_blog', poolId: 'pool_1', number: NUMBER, visitId }, nowMs);
    },
  };
}

export type AppointmentWorld = Awaited<ReturnType<typeof appointmentWorld>>;

export async function openWorld(over: Partial<OfferVersion> = {}): Promise<AppointmentWorld> {
  const world = await appointmentWorld(over);
  await world.setHours(HOURS);
  return world;
}
