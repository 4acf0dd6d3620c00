import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { dateOf } from '../../app/format.ts';
import { useChange, usePages } from '../../app/read.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, TextField } from '../../ui/form.tsx';
import { Page } from '../../ui/layout.tsx';
import { LongList } from '../../ui/long-list.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';

type Advertiser = Schema<'Advertiser'>;

const COLUMNS: readonly Column<Advertiser>[] = [
  { title: 'Advertiser', show: ({ name }) => name },
  { title: 'Id', show: ({ advertiserId }) => <code>{advertiserId}</code> },
  { title: 'Since', show: ({ createdAt }) => dateOf(createdAt) },
];

/** Who buys outcomes. */
export function Advertisers() {
  const [creating, setCreating] = useState(false);
  const pages = usePages(['advertisers'], (api, cursor) =>
    api.GET('/v1/advertisers', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } }),
  );
  const change = useChange((api, name: string) => api.POST('/v1/advertisers', { body: { name } }), {
    done: 'Registered: invite a person of it under Users.',
    changes: [['advertisers']],
    onDone: () => setCreating(false),
  });
  return (
    <Page
      title="Advertisers"
      lead="Who buys outcomes. An advertiser’s own people make its offers and targets."
      actions={
        <button type="button" className="primary" onClick={() => setCreating(true)}>
          Register an advertiser
        </button>
      }
    >
      <LongList
        caption="Advertisers"
        pages={pages}
        columns={COLUMNS}
        keyOf={({ advertiserId }) => advertiserId}
        empty={<Empty title="No advertiser yet">Register one, then invite a person of it.</Empty>}
      />
      <Dialog title="Register an advertiser" open={creating} onClose={() => setCreating(false)}>
        <Form
          submit="Register"
          busy={change.isPending}
          error={change.error}
          onSubmit={({ name = '' }) => change.mutate(name)}
        >
          <TextField label="Name" name="name" required error={change.error} />
        </Form>
      </Dialog>
    </Page>
  );
}
