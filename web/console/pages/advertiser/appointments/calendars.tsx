import { useState } from 'react';
import type { Schema } from '../../../../client/client.ts';
import { etagOf } from '../../../app/etag.ts';
import { instant } from '../../../app/format.ts';
import { useChange, usePages } from '../../../app/read.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Form, Select, TextField } from '../../../ui/form.tsx';
import { Card } from '../../../ui/layout.tsx';
import { PagedTable } from '../../../ui/paged-table.tsx';
import { Secret } from '../../../ui/secret.tsx';
import { Empty } from '../../../ui/states.tsx';
import type { Column } from '../../../ui/table.tsx';
import { KINDS, type Kind, LinkWords, SETUP } from './calendar-words.tsx';

type Calendar = Schema<'Calendar'>;
type WithSecret = Schema<'CalendarSecret'>;

/** What is entered at the calendar, the secret for this once. */
function Setup({ of, onClose }: { readonly of: WithSecret | undefined; readonly onClose: () => void }) {
  return (
    <Secret title="Enter this in your calendar" secret={of?.signingSecret} onClose={onClose}>
      {of && (
        <>
          <p>{SETUP[of.kind].where}</p>
          <p>
            {SETUP[of.kind].address}: <code>{of.webhookUrl}</code>
          </p>
          <p>{SETUP[of.kind].events}</p>
          <p>{SETUP[of.kind].secret}:</p>
        </>
      )}
    </Secret>
  );
}

function Connect() {
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<WithSecret>();
  const connect = useChange((api, body: Schema<'NewCalendar'>) => api.POST('/v1/calendars', { body }), {
    done: 'Its bookings count once it sends them.',
    changes: [['calendars']],
    onDone: (calendar) => {
      setOpen(false);
      setMade(calendar);
    },
  });
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Connect a calendar
      </button>
      <Dialog title="Connect a calendar" open={open} onClose={() => setOpen(false)}>
        <Form
          submit="Connect it"
          busy={connect.isPending}
          error={connect.error}
          onSubmit={({ kind, name = '' }) => connect.mutate({ kind: kind as Kind, name })}
        >
          <Select label="Kept at" name="kind" options={KINDS} error={connect.error} />
          <TextField
            label="Name"
            name="name"
            required
            maxLength={80}
            placeholder="Sales team"
            hint="For yourself"
            error={connect.error}
          />
        </Form>
      </Dialog>
      <Setup of={made} onClose={() => setMade(undefined)} />
    </>
  );
}

function Renew({ of }: { readonly of: Calendar }) {
  // As it was when it was asked for: a second renewal, by somebody else, would end the secret that is in use.
  const [seen, setSeen] = useState<Calendar>();
  const [made, setMade] = useState<WithSecret>();
  const renew = useChange(
    (api, { calendarId, version }: Calendar) =>
      api.PUT('/v1/calendars/{calendarId}/secret', {
        params: { path: { calendarId }, header: { 'If-Match': etagOf(version) } },
      }),
    {
      done: 'The old secret stays good until the next one is made.',
      changes: [['calendars']],
      onDone: (calendar) => {
        setSeen(undefined);
        setMade(calendar);
      },
    },
  );
  return (
    <>
      <button type="button" aria-label={`New secret for ${of.name}`} onClick={() => setSeen(of)}>
        New secret
      </button>
      <Dialog title={`A new secret for “${of.name}”`} open={seen !== undefined} onClose={() => setSeen(undefined)}>
        <Form
          submit="Make the secret"
          busy={renew.isPending}
          error={renew.error}
          onSubmit={() => seen && renew.mutate(seen)}
        >
          <p>The one in use stays good until the next one is made, so that no booking is refused meanwhile.</p>
        </Form>
      </Dialog>
      <Setup of={made} onClose={() => setMade(undefined)} />
    </>
  );
}

const COLUMNS: readonly Column<Calendar>[] = [
  { title: 'Name', show: ({ name }) => name, sort: ({ name }) => name.toLowerCase() },
  { title: 'Kept at', show: ({ kind }) => KINDS.find(([each]) => each === kind)?.[1], sort: ({ kind }) => kind },
  { title: 'Sends its bookings to', show: ({ webhookUrl }) => <code>{webhookUrl}</code> },
  { title: 'Connected', show: ({ createdAt }) => instant(createdAt), sort: ({ createdAt }) => createdAt },
  { title: 'Change', show: (calendar) => <Renew of={calendar} /> },
];

/** Calendars of an advertiser whose bookings are appointments here, and what makes a booking one of this offer's. */
export function Calendars({ offerId }: { readonly offerId: string }) {
  const pages = usePages(['calendars'], (api, cursor) =>
    api.GET('/v1/calendars', { params: { query: cursor === undefined ? {} : { cursor } } }),
  );
  const isThere = (pages.data?.pages[0]?.items.length ?? 0) > 0;
  return (
    <Card title="Your calendars" wide aside={<Connect />}>
      <PagedTable
        caption="Your calendars"
        pages={pages}
        columns={COLUMNS}
        keyOf={({ calendarId }) => calendarId}
        empty={
          <Empty title="No calendar is connected">
            Who takes its meetings in Cal.com or Calendly connects it: what is booked there counts here, too.
          </Empty>
        }
      />
      {isThere && <LinkWords offerId={offerId} />}
    </Card>
  );
}
