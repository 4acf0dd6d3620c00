import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { count } from '../../app/format.ts';
import { usePublishers } from '../../app/parties.ts';
import { nameOf } from '../../app/party-names.ts';
import { lastDays } from '../../app/period.ts';
import { useChange, usePages, useRead } from '../../app/read.ts';
import { networkClock } from '../../app/zones.ts';
import { Download } from '../../ui/download.tsx';
import { Form, Select, TextField } from '../../ui/form.tsx';
import { Card, Cards, Page, State } from '../../ui/layout.tsx';
import { LongList } from '../../ui/long-list.tsx';
import { PartyField } from '../../ui/party-field.tsx';
import { Empty, Shown } from '../../ui/states.tsx';
import { type Column, DataTable } from '../../ui/table.tsx';
import { ENTRY_COLUMNS } from './line.tsx';

type Part = Schema<'JournalExport'>['parts'][number];

const EXPORT_DAYS = 31;
const LIVE_MS = 5_000;

const columnsOf = (exportId: string): readonly Column<Part>[] => [
  { title: 'Part', show: ({ name }) => name },
  { title: 'Entries', number: true, show: ({ entries }) => count(entries) },
  { title: 'SHA-256', show: ({ sha256 }) => <code title={sha256}>{sha256.slice(0, 12)}…</code> },
  {
    title: 'File',
    show: ({ name }) => (
      <Download path={`/v1/journal-exports/${exportId}/parts/${encodeURIComponent(name)}`} name={name}>
        Download
      </Download>
    ),
  },
];

function Written({ exportId }: { readonly exportId: string }) {
  const written = useRead(
    ['journal-export', exportId],
    (api) => api.GET('/v1/journal-exports/{exportId}', { params: { path: { exportId } } }),
    { everyMs: LIVE_MS },
  );
  return (
    <Shown of={written} what="the export">
      {({ state, entries, parts }) => (
        <>
          <p role="status">
            <State of={state} /> {count(entries)} entries so far
          </p>
          <DataTable
            caption="Parts of the export"
            rows={parts}
            columns={columnsOf(exportId)}
            keyOf={({ name }) => name}
            empty={<Empty title="No part yet">The first is here within a minute.</Empty>}
          />
        </>
      )}
    </Shown>
  );
}

function Export() {
  const period = lastDays(EXPORT_DAYS);
  const [exportId, setExportId] = useState<string>();
  const change = useChange(
    (api, body: { format: 'csv' | 'jsonl'; from: string; to: string }) => api.POST('/v1/journal-exports', { body }),
    { done: 'The export is being written.', changes: [], onDone: ({ exportId: id }) => setExportId(id) },
  );
  const { error } = change;
  return (
    <Card title="Export" wide>
      <Form
        submit="Write the files"
        busy={change.isPending}
        error={error}
        onSubmit={({ format, from = '', to = '' }) =>
          change.mutate({ format: format === 'jsonl' ? 'jsonl' : 'csv', from, to })
        }
      >
        <div className="row">
          <TextField
            label="Booked from"
            name="from"
            type="date"
            required
            defaultValue={period.from}
            hint={`By ${networkClock()}`}
            error={error}
          />
          <TextField label="To" name="to" type="date" required defaultValue={period.to} error={error} />
          <Select
            label="As"
            name="format"
            options={[
              ['csv', 'CSV'],
              ['jsonl', 'JSON Lines'],
            ]}
          />
        </div>
      </Form>
      {exportId && <Written exportId={exportId} />}
    </Card>
  );
}

function Entries() {
  const publishers = usePublishers();
  const [chosen, setChosen] = useState('');
  const publisherId = chosen || (publishers[0]?.id ?? '');
  const pages = usePages(
    ['journal', publisherId],
    (api, cursor) =>
      api.GET('/v1/journal-entries', {
        params: { query: { publisherId, limit: 100, ...(cursor === undefined ? {} : { cursor }) } },
      }),
    { enabled: publisherId !== '' },
  );
  const field = (
    <PartyField label="Publisher" name="publisherId" parties={publishers} value={chosen} onChoose={setChosen} />
  );
  return (
    <Card title={publisherId ? `Entries of ${nameOf(publishers, publisherId)}` : 'Entries'} aside={field} wide>
      {publisherId ? (
        <LongList
          caption="Journal entries"
          pages={pages}
          columns={ENTRY_COLUMNS}
          keyOf={({ entryId }) => entryId}
          empty={<Empty title="Nothing was booked yet">The first entry comes with its first qualified outcome.</Empty>}
        />
      ) : (
        <Empty title="Choose a publisher">An entry lives under the publisher it concerns.</Empty>
      )}
    </Card>
  );
}

/** The journal: by publisher to look at, whole as files. */
export function Journal() {
  return (
    <Page title="Journal" lead="Every change of money is an entry whose postings sum to zero. Nothing is ever edited.">
      <Cards>
        <Export />
        <Entries />
      </Cards>
    </Page>
  );
}
