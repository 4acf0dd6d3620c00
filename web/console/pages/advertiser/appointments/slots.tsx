import { useState } from 'react';
import type { Schema } from '../../../../client/client.ts';
import { calendarDay } from '../../../app/format.ts';
import { useRead } from '../../../app/read.ts';
import { OWN_ZONE } from '../../../app/zones.ts';
import { Select } from '../../../ui/form.tsx';
import { Empty, Shown } from '../../../ui/states.tsx';
import { type Column, DataTable } from '../../../ui/table.tsx';
import { ZONES } from '../../../ui/zone-field.tsx';
import type { Availability } from './hours-draft.ts';

/** Others book meanwhile; and an offer that is paused or activated is so everywhere within half a minute. */
const LIVE_MS = 30_000;

const SPANS = [
  ['7', '7 days'],
  ['14', '14 days'],
  ['31', '31 days'],
] as const;

interface Day {
  readonly day: string;
  readonly times: readonly string[];
}

/** `2026-03-09T09:00:00-05:00` is shown as the clock on the wall there shows it. */
function daysOf(items: Schema<'Slots'>['items'], showsRoom: boolean): Day[] {
  const days = new Map<string, string[]>();
  for (const { startsAt, room } of items) {
    const [day, time] = [startsAt.slice(0, 10), startsAt.slice(11, 16)];
    days.set(day, [...(days.get(day) ?? []), showsRoom ? `${time} (${room})` : time]);
  }
  return [...days].map(([day, times]) => ({ day, times }));
}

const COLUMNS: readonly Column<Day>[] = [
  { title: 'Day', show: ({ day }) => calendarDay(day) },
  { title: 'A meeting may begin at', show: ({ times }) => times.join(' · ') },
];

interface SlotsProps {
  readonly offerId: string;
  readonly of: Availability;
}

/** What a page would offer right now, told by the clock of whoever looks at it. */
export function Slots({ offerId, of: { hours, capacity = 1 } }: SlotsProps) {
  const [zone, setZone] = useState(hours.zone);
  const [days, setDays] = useState<string>(SPANS[0][0]);
  const slots = useRead(
    ['slots', offerId, zone, days],
    (api) =>
      api.GET('/v1/offers/{offerId}/slots', { params: { path: { offerId }, query: { zone, days: Number(days) } } }),
    { everyMs: LIVE_MS },
  );
  return (
    <>
      <h3>What can be booked now</h3>
      <div className="row">
        <Select
          label="As seen from"
          name="zone"
          value={zone}
          onChange={(event) => setZone(event.target.value)}
          options={[...new Set([hours.zone, OWN_ZONE, ...ZONES])].map((each) => [each, each])}
        />
        <Select
          label="In the next"
          name="days"
          value={days}
          onChange={(event) => setDays(event.target.value)}
          options={SPANS}
        />
      </div>
      {capacity > 1 && <p className="hint">In brackets: how many meetings still fit.</p>}
      <Shown
        of={slots}
        what="what can be booked"
        absent={<Empty title="Nothing: the offer is paused">What is booked already stands.</Empty>}
      >
        {({ items }) => (
          <DataTable
            caption="What can be booked now"
            rows={daysOf(items, capacity > 1)}
            columns={COLUMNS}
            keyOf={({ day }) => day}
            empty={<Empty title={`Nothing in the next ${days} days`}>All is taken, closed, or too soon.</Empty>}
          />
        )}
      </Shown>
    </>
  );
}
