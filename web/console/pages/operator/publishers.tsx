import { useState } from 'react';
import { Link } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { etagOf } from '../../app/etag.ts';
import { dateOf } from '../../app/format.ts';
import { useChange, usePages } from '../../app/read.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/form.tsx';
import { Page, State } from '../../ui/layout.tsx';
import { LongList } from '../../ui/long-list.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';
import { NewPublisher } from './new-publisher.tsx';

type Publisher = Schema<'Publisher'>;
type PublisherState = Publisher['state'];

/** Approves a pending publisher at once, as it is seen here; pausing is asked again, since its pages change within 30 seconds. */
function StateButton({ publisher, pause }: { readonly publisher: Publisher; readonly pause: () => void }) {
  const change = useChange(
    (api, { publisherId, version }: Publisher) =>
      api.PUT('/v1/publishers/{publisherId}/state', {
        params: { path: { publisherId }, header: { 'If-Match': etagOf(version) } },
        body: { state: 'active' },
      }),
    { done: `${publisher.name} is active.`, changes: [['publishers'], ['publisher', publisher.publisherId]] },
  );
  if (publisher.state === 'active') {
    return (
      <button type="button" onClick={pause}>
        Pause…
      </button>
    );
  }
  return (
    <button type="button" className="primary" disabled={change.isPending} onClick={() => change.mutate(publisher)}>
      {publisher.state === 'pending' ? 'Approve' : 'Let it go on'}
    </button>
  );
}

function Pause({ publisher, close }: { readonly publisher: Publisher; readonly close: () => void }) {
  const change = useChange(
    (api, publisherId: string) =>
      api.PUT('/v1/publishers/{publisherId}/state', { params: { path: { publisherId } }, body: { state: 'paused' } }),
    { done: `${publisher.name} is paused.`, changes: [['publishers']], onDone: close },
  );
  return (
    <>
      <p>
        Within 30 seconds the pages of {publisher.name} show its published number again, and its leads and bookings are
        refused. Calls to numbers that are out already are judged and paid.
      </p>
      <button
        type="button"
        className="danger"
        disabled={change.isPending}
        onClick={() => change.mutate(publisher.publisherId)}
      >
        Pause it
      </button>
    </>
  );
}

/** Publishers, those that wait for approval by one choice. */
export function Publishers() {
  const [state, setState] = useState('');
  const [creating, setCreating] = useState(false);
  const [pausing, setPausing] = useState<Publisher>();
  const pages = usePages(['publishers', state], (api, cursor) =>
    api.GET('/v1/publishers', {
      params: {
        query: {
          limit: 100,
          ...(state ? { state: state as PublisherState } : {}),
          ...(cursor === undefined ? {} : { cursor }),
        },
      },
    }),
  );
  const columns: readonly Column<Publisher>[] = [
    {
      title: 'Publisher',
      show: ({ publisherId, name }) => <Link href={`/publishers/${publisherId}`}>{name}</Link>,
    },
    { title: 'State', show: ({ state: now }) => <State of={now} /> },
    { title: 'Pages', show: ({ origins }) => <span title={origins.join('\n')}>{origins.join(', ')}</span> },
    { title: 'Since', show: ({ createdAt }) => dateOf(createdAt) },
    {
      title: 'Approve or pause',
      show: (publisher) => <StateButton publisher={publisher} pause={() => setPausing(publisher)} />,
    },
  ];
  return (
    <Page
      title="Publishers"
      lead="Who brings outcomes. Until it is approved, a publisher gets no numbers and brings no leads."
      actions={
        <>
          <Select
            label="State"
            name="state"
            value={state}
            onChange={(event) => setState(event.target.value)}
            options={[
              ['', 'All'],
              ['pending', 'Wait for approval'],
              ['active', 'Active'],
              ['paused', 'Paused'],
            ]}
          />
          <button type="button" className="primary" onClick={() => setCreating(true)}>
            Register a publisher
          </button>
        </>
      }
    >
      <LongList
        caption="Publishers"
        pages={pages}
        columns={columns}
        keyOf={({ publisherId }) => publisherId}
        empty={<Empty title="Nobody here">Register a publisher, then invite a person of it under Users.</Empty>}
      />
      <Dialog title="Register a publisher" open={creating} onClose={() => setCreating(false)}>
        <NewPublisher close={() => setCreating(false)} />
      </Dialog>
      <Dialog title="Pause a publisher" open={pausing !== undefined} onClose={() => setPausing(undefined)}>
        {pausing && <Pause publisher={pausing} close={() => setPausing(undefined)} />}
      </Dialog>
    </Page>
  );
}
