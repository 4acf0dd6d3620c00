import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dynamoWakes } from '../../shared/appointments/dynamo-wakes.ts';
import { hourOf } from '../../shared/appointments/keys.ts';
import { DEFAULT_ATTENDANCE } from '../../shared/catalog/attendance-rules.ts';
import { DAY_MS, HOUR_MS } from '../../shared/kernel/time.ts';
import { callApi } from '../support/api-event.ts';
import { type Connected, calBooking, calendly, calNoShow, REFERENCE, sendWebhook } from './webhooks.ts';
import { type AppointmentWorld, NOW_MS, openWorld } from './world.ts';

type Kind = Connected['kind'];
type End = 'cancel' | 'no-show' | 'unmarked' | 'hold' | 'silence';

interface Life {
  readonly kind: Kind;
  readonly moves: number;
  readonly end: End;
}

/** What is told before the first meeting, and what only once the last one is over. */
interface Webhooks {
  readonly before: readonly object[];
  readonly after: readonly object[];
}

/** A new booking each hour, for a meeting a day later than the one before. */
const toldAt = (index: number): string => new Date(NOW_MS + index * HOUR_MS).toISOString();
const startMs = (index: number): number => NOW_MS + (24 * (index + 1) + 12) * HOUR_MS;
const iso = (atMs: number): string => new Date(atMs).toISOString();

function calComTells({ moves, end }: Life): Webhooks {
  const booking = (index: number) => ({
    ...{ uid: `uid-${index}`, startTime: iso(startMs(index)), endTime: iso(startMs(index) + HOUR_MS / 2) },
    ...(index === 0 ? { reference: REFERENCE } : { rescheduleUid: `uid-${index - 1}` }),
  });
  const chain = Array.from({ length: moves + 1 }, (_, index) =>
    calBooking(index === 0 ? 'BOOKING_CREATED' : 'BOOKING_RESCHEDULED', booking(index), toldAt(index)),
  );
  const last = `uid-${moves}`;
  const marks = [
    calNoShow(last, true, iso(startMs(moves) + HOUR_MS)),
    ...(end === 'unmarked' ? [calNoShow(last, false, iso(startMs(moves) + 2 * HOUR_MS))] : []),
  ];
  return {
    before: end === 'cancel' ? [...chain, calBooking('BOOKING_CANCELLED', booking(moves), toldAt(moves + 1))] : chain,
    after: end === 'no-show' || end === 'unmarked' ? marks : [],
  };
}

/** A move comes in two halves, which name each other. */
function calendlyTells({ moves, end }: Life): Webhooks {
  const invitee = (index: number) => ({
    ...{ name: `i${index}`, start: iso(startMs(index)), end: iso(startMs(index) + HOUR_MS / 2), reference: REFERENCE },
    old: index > 0 ? `i${index - 1}` : undefined,
  });
  const chain = Array.from({ length: moves + 1 }, (_, index) => [
    calendly('invitee.created', invitee(index), toldAt(index)),
    ...(index < moves
      ? [
          calendly(
            'invitee.canceled',
            { ...invitee(index), new: `i${index + 1}`, rescheduled: true },
            toldAt(index + 1),
          ),
        ]
      : []),
  ]).flat();
  const marked = { ...invitee(moves), noShowAt: iso(startMs(moves) + HOUR_MS) };
  const marks = [
    calendly('invitee_no_show.created', marked, marked.noShowAt),
    ...(end === 'unmarked' ? [calendly('invitee_no_show.deleted', marked, iso(startMs(moves) + 2 * HOUR_MS))] : []),
  ];
  return {
    before: end === 'cancel' ? [...chain, calendly('invitee.canceled', invitee(moves), toldAt(moves + 1))] : chain,
    after: end === 'no-show' || end === 'unmarked' ? marks : [],
  };
}

const tells = { 'cal.com': calComTells, calendly: calendlyTells };

const STATE_OF = {
  cancel: 'cancelled',
  'no-show': 'no-show',
  unmarked: 'held',
  hold: 'held',
  silence: 'held',
} as const;

/** All of them in any order, some more than once. */
const jumbled = (told: readonly object[], again: readonly object[]): fc.Arbitrary<object[]> =>
  fc
    .subarray([...again])
    .chain((repeated) => fc.shuffledSubarray([...told, ...repeated], { minLength: told.length + repeated.length }));

const lived: fc.Arbitrary<{ life: Life; before: object[]; after: object[]; pauses: boolean[] }> = fc
  .record({
    kind: fc.constantFrom<Kind>('cal.com', 'calendly'),
    moves: fc.integer({ min: 0, max: 3 }),
    end: fc.constantFrom<End>('cancel', 'no-show', 'unmarked', 'hold', 'silence'),
  })
  .chain((life) => {
    const { before, after } = tells[life.kind](life);
    return fc.record({
      life: fc.constant(life),
      before: jumbled(before, before),
      // Where hours pass: whoever waited for a booking before its own gives up.
      pauses: fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }),
      after: jumbled(after, [...before, ...after]),
    });
  });

/** Works off the queue and what waits in it, as often as it takes for nothing to be left waiting for its booking. */
async function settle(world: AppointmentWorld): Promise<void> {
  for (let round = 0; round < 12; round += 1) {
    await world.run();
    if (world.waiting.length === 0) return;
    world.queued.push(...world.waiting.splice(0));
  }
}

async function outcomesOf(world: AppointmentWorld) {
  const person = await world.deps.hashPerson('ada@example.com');
  const contacts = await world.deps.people.earlier(person, 0, NOW_MS + 60 * DAY_MS);
  const ids = [...new Set(contacts.map(({ outcomeId }) => outcomeId))];
  const found = await Promise.all(ids.map((outcomeId) => world.appointments.find(outcomeId)));
  // A part that was joined is none of its own any more.
  return found.flatMap((each) => (each && each.joinedTo === undefined ? [each.outcome] : []));
}

describe('a chain of bookings on the real engine', () => {
  it('is one outcome with one end, billed at most once, in whatever order and however often a calendar tells it', async () => {
    await fc.assert(
      fc.asyncProperty(lived, async ({ life, before, after, pauses }) => {
        const { kind, moves, end } = life;
        const world = await openWorld({ attendance: { ...DEFAULT_ATTENDANCE, noShowAttempts: 0 } });
        // A schedule that ran a moment ago: the first one of a new app looks at a month of hours.
        await dynamoWakes(world.client, world.tables.outcomes).setNextHour(hourOf(NOW_MS));
        const body = { kind, name: 'Sales team' };
        const calendar = (await callApi(world.calendars.connect, { method: 'POST', key: 'acme', body })).json;
        for (const [index, message] of before.entries()) {
          await sendWebhook(world, calendar, message);
          if (pauses[index]) await settle(world);
        }
        await settle(world);
        world.clock.set(startMs(moves) + 3 * HOUR_MS);
        for (const message of after) await sendWebhook(world, calendar, message);
        await settle(world);
        const [appointment] = await outcomesOf(world);
        if (end === 'hold') await world.attend(appointment?.outcomeId ?? '', { said: 'held' });
        world.clock.set(startMs(moves) + 4 * DAY_MS);
        await settle(world);

        const outcomes = await outcomesOf(world);
        expect(outcomes).toHaveLength(1);
        const [outcome] = outcomes;
        expect(outcome?.facts?.answers?.attendance).toBe(STATE_OF[end]);
        expect(outcome?.state).toBe(STATE_OF[end] === 'held' ? 'qualified' : 'rejected');
        expect(world.booked).toHaveLength(STATE_OF[end] === 'held' ? 1 : 0);
      }),
      { numRuns: 15, endOnFailure: true },
    );
  }, 300_000);
});
