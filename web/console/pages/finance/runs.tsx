import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { day, dayBefore } from '../../app/format.ts';
import { usePublishers } from '../../app/parties.ts';
import { useChange, usePages } from '../../app/read.ts';
import { networkClock } from '../../app/zones.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, TextField } from '../../ui/form.tsx';
import { Page, State } from '../../ui/layout.tsx';
import { LongList } from '../../ui/long-list.tsx';
import { PartyField } from '../../ui/party-field.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';
import { RUN_STATES, type Run, sumsOf, who } from './words.ts';

const COLUMNS: readonly Column<Run>[] = [
  { title: 'Up to', show: ({ runId, toDay }) => <Link href={`/runs/${runId}`}>{day(toDay)}</Link> },
  { title: 'State', show: ({ state }) => <State of={state} /> },
  { title: 'Pays', number: true, show: ({ totals }) => sumsOf(totals, ({ payMinor }) => payMinor) },
  { title: 'Carries', number: true, show: ({ totals }) => sumsOf(totals, ({ carriedMinor }) => carriedMinor) },
  { title: 'Opened by', show: ({ opened }) => who(opened.by) },
  { title: 'What now', show: ({ state }) => <span title={RUN_STATES[state]}>{RUN_STATES[state]}</span> },
];

function OpenRun({ close }: { readonly close: () => void }) {
  const [, go] = useLocation();
  const publishers = usePublishers();
  const change = useChange(
    (api, body: { toDay: string; publisherIds?: string[] }) => api.POST('/v1/payout-runs', { body }),
    {
      done: 'The run is open: its lines are being drawn.',
      changes: [['runs']],
      onDone: ({ runId }: Run) => {
        close();
        go(`/runs/${runId}`);
      },
    },
  );
  return (
    <Form
      submit="Open the run"
      busy={change.isPending}
      error={change.error}
      onSubmit={({ toDay = '', publisherId = '' }) =>
        change.mutate({ toDay, ...(publisherId.trim() ? { publisherIds: [publisherId.trim()] } : {}) })
      }
    >
      <p>
        It pays everything up to the end of this day that no earlier run has paid. A day can be closed an hour after it
        ended.
      </p>
      <TextField
        label="Last day"
        name="toDay"
        type="date"
        required
        defaultValue={dayBefore(1)}
        hint={`It ends by ${networkClock()}`}
        error={change.error}
      />
      <PartyField
        label="Only this publisher"
        name="publisherId"
        parties={publishers}
        hint="Empty pays everybody, whatever their schedule."
        error={change.error}
      />
    </Form>
  );
}

/** Payout runs, the newest period first, each with what happens next. */
export function Runs() {
  const [opening, setOpening] = useState(false);
  const pages = usePages(['runs'], (api, cursor) =>
    api.GET('/v1/payout-runs', { params: { query: { limit: 50, ...(cursor === undefined ? {} : { cursor }) } } }),
  );
  return (
    <Page
      title="Payout runs"
      lead={`Each closes a period: a line for each publisher, approved by a second person, ended by files for the bank. Days end by ${networkClock()}.`}
      actions={
        <>
          <Link href="/returns">Upload returned payments</Link>
          <button type="button" className="primary" onClick={() => setOpening(true)}>
            Open a run
          </button>
        </>
      }
    >
      <LongList
        caption="Payout runs"
        pages={pages}
        columns={COLUMNS}
        keyOf={({ runId }) => runId}
        empty={
          <Empty title="No run yet">
            The schedule opens one in the morning after each period; or open one for a day yourself.
          </Empty>
        }
      />
      <Dialog title="Open a payout run" open={opening} onClose={() => setOpening(false)}>
        <OpenRun close={() => setOpening(false)} />
      </Dialog>
    </Page>
  );
}
