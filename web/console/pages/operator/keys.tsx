import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { dateOf, words } from '../../app/format.ts';
import { useAdvertisers, usePublishers } from '../../app/parties.ts';
import { nameOf } from '../../app/party-names.ts';
import { useChange, usePages } from '../../app/read.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, Select, TextField } from '../../ui/form.tsx';
import { Page } from '../../ui/layout.tsx';
import { LongList } from '../../ui/long-list.tsx';
import { PartyField } from '../../ui/party-field.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';
import { RevokeKey } from '../shared/revoke-key.tsx';
import { ROLES } from './users.tsx';

type Key = Schema<'Key'>;
type Body = Schema<'NewKey'>;
type Role = Key['role'];

function Issue() {
  const [role, setRole] = useState<Role>('publisher');
  const [publishers, advertisers] = [usePublishers(), useAdvertisers()];
  const change = useChange((api, body: Body) => api.POST('/v1/keys', { body }), {
    done: 'Issued: it is shown this once.',
    changes: [['keys']],
  });
  const { error, data } = change;
  if (data) {
    return (
      <>
        <p>Copy it now. We keep its hash only, so nobody can show it again.</p>
        <pre>{data.key}</pre>
      </>
    );
  }
  return (
    <Form
      submit="Issue"
      busy={change.isPending}
      error={error}
      onSubmit={({ label = '', subjectId = '' }) =>
        change.mutate({ role, label, ...(subjectId.trim() ? { subjectId: subjectId.trim() } : {}) })
      }
    >
      <Select
        label="Role"
        name="role"
        value={role}
        onChange={(event) => setRole(event.target.value as Role)}
        options={ROLES}
        error={error}
      />
      {role === 'publisher' || role === 'advertiser' ? (
        <PartyField
          key={role}
          label="Speaks for"
          name="subjectId"
          parties={role === 'publisher' ? publishers : advertisers}
          required
          error={error}
        />
      ) : (
        <TextField label="Speaks for" name="subjectId" required hint="The person’s own id." error={error} />
      )}
      <TextField label="Label" name="label" required hint="What it is for" error={error} />
    </Form>
  );
}

/** API keys of everybody. */
export function Keys() {
  const [role, setRole] = useState('');
  const [issuing, setIssuing] = useState(false);
  const names = [...usePublishers(), ...useAdvertisers()];
  const pages = usePages(['keys', role], (api, cursor) =>
    api.GET('/v1/keys', {
      params: {
        query: {
          limit: 100,
          ...(role ? { role: role as Role } : {}),
          ...(cursor === undefined ? {} : { cursor }),
        },
      },
    }),
  );
  const columns: readonly Column<Key>[] = [
    { title: 'Label', show: ({ label }) => label },
    { title: 'Role', show: (key) => words(key.role) },
    { title: 'Speaks for', show: ({ subjectId }) => nameOf(names, subjectId) },
    { title: 'Key id', show: ({ keyId }) => <code>{keyId}</code> },
    { title: 'Issued', show: ({ createdAt }) => dateOf(createdAt) },
    {
      title: 'Revoke',
      show: (key) => (key.revokedAt ? `revoked ${dateOf(key.revokedAt)}` : <RevokeKey of={key} />),
    },
  ];
  return (
    <Page
      title="Keys"
      lead="What programs present. A key is shown once, and kept as a hash."
      actions={
        <>
          <Select
            label="Role"
            name="role"
            value={role}
            onChange={(event) => setRole(event.target.value)}
            options={[['', 'All'], ...ROLES]}
          />
          <button type="button" className="primary" onClick={() => setIssuing(true)}>
            Issue a key
          </button>
        </>
      }
    >
      <LongList
        caption="Keys"
        pages={pages}
        columns={columns}
        keyOf={({ keyId }) => keyId}
        empty={<Empty title="No key">Issue one for a program that calls the API.</Empty>}
      />
      <Dialog title="Issue a key" open={issuing} onClose={() => setIssuing(false)}>
        <Issue />
      </Dialog>
    </Page>
  );
}
