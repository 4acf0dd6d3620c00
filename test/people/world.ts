import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { composePeople } from '../../functions/people/compose.ts';
import { handlerOf as erasePerson } from '../../functions/people/erase-person/handler.ts';
import { handlerOf as exportPerson } from '../../functions/people/export-person/handler.ts';
import { bookMeeting } from '../../shared/appointments/book-meeting.ts';
import { dynamoAppointments } from '../../shared/appointments/dynamo-appointments.ts';
import { dynamoAvailability } from '../../shared/appointments/dynamo-availability.ts';
import { dynamoMeetings } from '../../shared/appointments/dynamo-meetings.ts';
import { dynamoNotices } from '../../shared/appointments/dynamo-notices.ts';
import { settleEvent } from '../../shared/appointments/settle-appointment.ts';
import { dynamoCalls } from '../../shared/calls/dynamo-calls.ts';
import { NO_PROGRESS } from '../../shared/calls/model.ts';
import { catalogTerms } from '../../shared/catalog/find-terms.ts';
import { HOUR_MS, MINUTE_MS } from '../../shared/kernel/time.ts';
import { hashPerson } from '../../shared/outcomes/person.ts';
import { personLife } from '../../shared/platform/person-life.ts';
import { createLease } from '../../shared/tracking/dynamo-lease-writes.ts';
import { dynamoPools } from '../../shared/tracking/dynamo-pools.ts';
import { leaseSort } from '../../shared/tracking/keys.ts';
import { dynamoDeliveries } from '../../shared/webhooks/dynamo-deliveries.ts';
import { dynamoWebhooks } from '../../shared/webhooks/dynamo-webhooks.ts';
import { webhooksTable } from '../../shared/webhooks/keys.ts';
import { OPERATOR_KEY, offerBody } from '../catalog/world.ts';
import { leadsWorld, PERSON_DAYS, PERSON_SECRET } from '../leads/world.ts';
import { callApi } from '../support/api-event.ts';
import { createTable } from '../support/tables.ts';

export const PHONE = '+12175550142';
export const EMAIL = 'Ada.Lovelace+solar@gmail.com';
const POOL_NUMBER = '+12175550100';
const RECORDING = 'RE0001';

const HOURS = {
  hours: { zone: 'UTC', windows: [{ days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1_440 }] },
  slotMinutes: 30,
  bufferMinutes: 0,
  noticeMinutes: 0,
  horizonDays: 60,
  capacity: 1,
  joinUrl: 'https://meet.example/acme',
};

/** Everything that keeps something of a person, on tables of its own: leads by the API, calls and meetings by their use cases. */
export async function peopleWorld() {
  const leads = await leadsWorld();
  const { client, clock, cipher, outcomes, market } = leads;
  const tables = { ...leads.tables, webhooks: await createTable(webhooksTable) };
  const hash = async (text: string) => hashPerson(PERSON_SECRET, text);
  const people = composePeople(client, tables, { cipher, clock, personSecret: async () => PERSON_SECRET });
  const handlers = {
    export: exportPerson({ ...leads.api, ...people }),
    erase: erasePerson({ ...leads.api, ...people }),
  };
  const { publisherId } = leads.publisher;
  const { advertiserId } = leads.advertiser;
  const calls = dynamoCalls(client, tables.outcomes, outcomes);
  const appointments = dynamoAppointments(client, tables.outcomes, cipher, personLife(PERSON_DAYS));
  const judge = { send: async (message: { v: 1; outcomeId: string }) => void leads.judging.push(message) };
  const pool = { poolId: 'pool_1', publisherId, offerId: 'offer_1', name: 'Main', leaseSeconds: 600 };
  await dynamoPools(client, tables.catalog).create({
    ...pool,
    fallbackNumber: '+12175550199',
    stealWhenEmpty: false,
    createdAtMs: clock.nowMs(),
  });
  await createLease({ client, tableName: tables.leases }, { poolId: 'pool_1', sk: leaseSort(POOL_NUMBER) });

  const offer = async (model: 'call' | 'appointment', changes: object = {}): Promise<string> => {
    const criteria =
      model === 'call' ? { kind: 'talk-time', minSeconds: 60 } : { kind: 'answer', name: 'attendance', in: ['held'] };
    const body = offerBody({ model, criteria, ...changes });
    return (await market.made('createOffer', { key: leads.advertiser.key, body })).offerId;
  };

  return {
    ...leads,
    tables,
    publisherId,
    advertiserId,
    callOffer: (changes?: object) => offer('call', changes),
    meetingOffer: (changes?: object) => offer('appointment', changes),
    webhooks: dynamoWebhooks(client, tables.webhooks),
    deliveries: dynamoDeliveries(client, tables.webhooks),

    /** A call from a page view to its verdict, recorded by its carrier. */
    async call(offerId: string, outcomeId: string): Promise<void> {
      const nowMs = clock.nowMs();
      const visit = {
        visitId: `visit_${outcomeId}`,
        atMs: nowMs - MINUTE_MS,
        url: 'https://roofs.example/secret-interest',
        params: { gclid: 'click-of-ada' },
      };
      await leads.leases.take({ poolId: 'pool_1', stealWhenEmpty: false }, { visit, nowMs, untilMs: nowMs + HOUR_MS });
      const personHash = await hash(PHONE);
      const terms = { offerId, offerVersion: 1, publisherId, dealVersion: 0 };
      const attribution = { confidence: 'exact' as const, visit };
      const record = {
        carrier: 'twilio' as const,
        callId: 'CA1',
        number: POOL_NUMBER,
        caller: { personHash, masked: '…0142', region: 'US-IL', attestation: 'A' as const },
        route: { kind: 'target' as const, targetId: 'target_1', capacity: 'none' as const },
        progress: NO_PROGRESS,
      };
      const opened = await calls.open(
        { outcomeId, model: 'call', advertiserId, terms, openedAtMs: nowMs, attribution, contactMasked: '…0142' },
        record,
      );
      await leads.people.note(personHash, {
        outcomeId,
        startedAtMs: nowMs,
        offerId,
        advertiserId,
        number: POOL_NUMBER,
      });
      const recordings = { [RECORDING]: { url: 'https://carrier.example/RE0001', seconds: 95 } };
      await calls.save(
        opened,
        { ...record, progress: { ...NO_PROGRESS, stage: 'ended', result: 'completed', totalSeconds: 120, recordings } },
        {
          startedAtMs: nowMs,
          talkSeconds: 95,
          totalSeconds: 120,
          region: 'US-IL',
          confidence: 'exact',
          personHash,
          capacity: 'none',
        },
      );
      leads.judging.push({ v: 1, outcomeId });
    },

    /** A meeting that was booked by a setter and held. */
    async meeting(offerId: string): Promise<string> {
      const availability = dynamoAvailability(client, tables.catalog);
      await availability.set(offerId, { ...HOURS, version: 1 } as never, 0);
      const ports = {
        catalog: leads.submit.catalog as never,
        availability,
        appointments,
        people: leads.people,
        hashPerson: hash,
        notices: dynamoNotices(client, tables.outcomes),
        clock,
      };
      const startsAt = new Date(Math.ceil(clock.nowMs() / HOUR_MS) * HOUR_MS + HOUR_MS).toISOString();
      const { outcomeId, slot } = await bookMeeting(ports, 'booking_1', {
        offerId,
        publisherId,
        attribution: { confidence: 'source', source: 'setters' },
        startsAt,
        zone: 'UTC',
        attendee: { name: 'Ada Lovelace', email: EMAIL, phone: PHONE },
        answers: { budget: 50_000 },
        evidence: { budget: 'Ada said so on the phone' },
      });
      clock.set(slot.endMs + HOUR_MS);
      const settling = {
        ...ports,
        meetings: dynamoMeetings(client, tables.outcomes, cipher),
        terms: catalogTerms(leads.submit.catalog as never),
        judge,
        countLate: () => {},
        note: () => {},
      };
      const held = { kind: 'attended', side: 'advertiser', said: 'held', atMs: clock.nowMs(), attemptsMs: [] } as const;
      await settleEvent(settling, outcomeId, 'booking_1', held);
      return outcomeId;
    },

    export: (body: object, key = OPERATOR_KEY) => callApi(handlers.export, { method: 'POST', key, body }),
    erase: (body: object, key = OPERATOR_KEY) => callApi(handlers.erase, { method: 'POST', key, body }),

    /** All that is stored in these tables. */
    async items(...names: readonly (keyof typeof tables)[]): Promise<readonly object[]> {
      const scans = names.map((name) => client.send(new ScanCommand({ TableName: tables[name] })));
      return (await Promise.all(scans)).flatMap(({ Items = [] }) => Items);
    },
  };
}

export type PeopleWorld = Awaited<ReturnType<typeof peopleWorld>>;
