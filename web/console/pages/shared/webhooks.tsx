import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { instant, words } from '../../app/format.ts';
import { useChange, useRead } from '../../app/read.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Card, Page, State } from '../../ui/layout.tsx';
import { Secret } from '../../ui/secret.tsx';
import { Empty, Shown } from '../../ui/states.tsx';
import { type Column, DataTable } from '../../ui/table.tsx';
import { WebhookForm } from './webhook-form.tsx';
import { PausedByTrouble, pausedWords } from './webhook-paused.tsx';

type Webhook = Schema<'Webhook'>;

/** Often enough to see that one was paused. */
const LIVE_MS = 10_000;

const COLUMNS: readonly Column<Webhook>[] = [
  {
    title: 'Name',
    show: ({ webhookId, name }) => <Link href={`/webhooks/${webhookId}`}>{name}</Link>,
    sort: ({ name }) => name.toLowerCase(),
  },
  { title: 'Kind', show: ({ kind }) => words(kind), sort: ({ kind }) => kind },
  { title: 'Address', show: ({ url }) => <code>{url}</code> },
  { title: 'Told of', show: ({ events }) => events.map((each) => (each === '*' ? 'everything' : each)).join(', ') },
  {
    title: 'State',
    show: ({ state, trouble, paused }) => (
      <>
        <State of={state} />
        {paused && <p className="hint">{pausedWords(paused)}</p>}
        {trouble && <p className="hint">Nothing was taken since {instant(trouble.since)}</p>}
      </>
    ),
    sort: ({ state }) => state,
  },
];

function NewWebhook() {
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<Schema<'CreatedWebhook'>>();
  const [, go] = useLocation();
  const create = useChange((api, body: Schema<'NewWebhook'>) => api.POST('/v1/webhooks', { body }), {
    done: 'It is told from half a minute on.',
    changes: [['webhooks']],
    onDone: (webhook) => {
      setMaking(false);
      if (webhook.secret === undefined) go(`/webhooks/${webhook.webhookId}`);
      else setMade(webhook);
    },
  });
  return (
    <>
      <button type="button" className="primary" onClick={() => setMaking(true)}>
        New webhook
      </button>
      <Dialog title="New webhook" open={making} onClose={() => setMaking(false)}>
        <WebhookForm
          submit="Make it"
          busy={create.isPending}
          error={create.error}
          onSubmit={(fields, kind) => create.mutate({ ...fields, kind })}
        />
      </Dialog>
      <Secret
        title="The secret it is signed with"
        secret={made?.secret}
        onClose={() => {
          setMade(undefined);
          if (made) go(`/webhooks/${made.webhookId}`);
        }}
      >
        <p>Verify each request with it, by any library of Standard Webhooks.</p>
      </Secret>
    </>
  );
}

/** Who is told of one's events, and how it stands with them. */
export function Webhooks() {
  const webhooks = useRead(['webhooks'], (api) => api.GET('/v1/webhooks'), { everyMs: LIVE_MS });
  return (
    <Page
      title="Webhooks"
      lead="Your own systems are told of verdicts, disputes and money as they happen. What they do not take is tried again for three days."
      actions={<NewWebhook />}
    >
      <Card title="Webhooks and postbacks">
        <Shown of={webhooks} what="the webhooks">
          {({ items }) => (
            <>
              <PausedByTrouble items={items} />
              <DataTable
                caption="Webhooks and postbacks"
                rows={items}
                columns={COLUMNS}
                keyOf={({ webhookId }) => webhookId}
                empty={<Empty title="Nobody is told yet">Make a webhook with the address of your system.</Empty>}
              />
            </>
          )}
        </Shown>
      </Card>
    </Page>
  );
}
