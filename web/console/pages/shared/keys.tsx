import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { instant } from '../../app/format.ts';
import { usePages } from '../../app/read.ts';
import { useSession } from '../../app/session.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Card, Page, State } from '../../ui/layout.tsx';
import { PagedTable } from '../../ui/paged-table.tsx';
import { Secret } from '../../ui/secret.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';
import { KeyForm } from './key-form.tsx';
import { RevokeKey } from './revoke-key.tsx';
import { SCOPE_WORDS } from './scopes.ts';

type Key = Schema<'Key'>;

const PAGE_ROWS = 50;

function Scopes({ of: { scopes, label } }: { readonly of: Key }) {
  return (
    <details>
      <summary>
        {scopes.length} things<span className="hidden"> that {label} may do</span>
      </summary>
      <ul>
        {scopes.map((scope) => (
          <li key={scope}>
            {SCOPE_WORDS[scope]} <code>{scope}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}

const COLUMNS: readonly Column<Key>[] = [
  { title: 'Name', show: ({ label }) => label, sort: ({ label }) => label.toLowerCase() },
  { title: 'Id', show: ({ keyId }) => <code>{keyId}</code> },
  { title: 'May do', show: (key) => <Scopes of={key} /> },
  { title: 'Made', show: ({ createdAt }) => instant(createdAt), sort: ({ createdAt }) => createdAt },
  {
    title: 'State',
    show: ({ revokedAt }) => <State of={revokedAt === undefined ? 'active' : 'revoked'} />,
    sort: ({ revokedAt }) => revokedAt ?? '',
  },
  { title: 'Change', show: (key) => (key.revokedAt === undefined ? <RevokeKey of={key} /> : null) },
];

/** One's own API keys: made here, shown once, revoked here. */
export function Keys() {
  const { me } = useSession();
  const [making, setMaking] = useState(false);
  const [secret, setSecret] = useState<string>();
  const pages = usePages(['keys', me.subjectId], (api, cursor) =>
    api.GET('/v1/keys', {
      params: { query: { limit: PAGE_ROWS, ...(cursor === undefined ? {} : { cursor }) } },
    }),
  );
  return (
    <Page
      title="API keys"
      lead="By a key your own systems do what you can do here. Give each system a key of its own, with no more than it needs."
      actions={
        <button type="button" className="primary" onClick={() => setMaking(true)}>
          Make a key
        </button>
      }
    >
      <Card title="Keys">
        <PagedTable
          caption="Keys"
          pages={pages}
          columns={COLUMNS}
          keyOf={({ keyId }) => keyId}
          empty={<Empty title="No key yet">Make one for the first system that is to work with Callbourse.</Empty>}
        />
      </Card>
      <Dialog title="Make a key" open={making} onClose={() => setMaking(false)}>
        <KeyForm
          onMade={(key) => {
            setMaking(false);
            setSecret(key);
          }}
        />
      </Dialog>
      <Secret title="Your new key" secret={secret} onClose={() => setSecret(undefined)}>
        <p>
          Send it with each request as “Authorization: Bearer …”. What it can ask is in the{' '}
          <a href="/docs/">API reference</a>.
        </p>
      </Secret>
    </Page>
  );
}
