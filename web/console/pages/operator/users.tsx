import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { dateOf, words } from '../../app/format.ts';
import { useAdvertisers, usePublishers } from '../../app/parties.ts';
import { nameOf } from '../../app/party-names.ts';
import { useChange, usePages } from '../../app/read.ts';
import { useSession } from '../../app/session.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, Select, TextField } from '../../ui/form.tsx';
import { Page, State } from '../../ui/layout.tsx';
import { LongList } from '../../ui/long-list.tsx';
import { PartyField } from '../../ui/party-field.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';

type User = Schema<'User'>;
type Invitation = Schema<'Invitation'>;
type Role = User['role'];

export const ROLES: readonly (readonly [Role, string])[] = [
  ['publisher', 'Publisher'],
  ['advertiser', 'Advertiser'],
  ['finance', 'Finance'],
  ['operator', 'Operator'],
];

function Invite({ close }: { readonly close: () => void }) {
  const [role, setRole] = useState<Role>('publisher');
  const [publishers, advertisers] = [usePublishers(), useAdvertisers()];
  const change = useChange((api, body: Invitation) => api.POST('/v1/users', { body }), {
    done: 'Invited: they can sign in now.',
    changes: [['users']],
    onDone: close,
  });
  const { error } = change;
  const isParty = role === 'publisher' || role === 'advertiser';
  return (
    <Form
      submit="Invite"
      busy={change.isPending}
      error={error}
      onSubmit={({ email = '', name = '', subjectId = '' }) =>
        change.mutate({ email, name, role, ...(isParty ? { subjectId: subjectId.trim() } : {}) })
      }
    >
      <p>Who proves this address at sign-in is let in. Nothing is sent to them: tell them yourself.</p>
      <TextField label="E-mail" name="email" type="email" required error={error} />
      <TextField label="Name" name="name" required error={error} />
      <Select
        label="Role"
        name="role"
        value={role}
        onChange={(event) => setRole(event.target.value as Role)}
        options={ROLES}
        error={error}
      />
      {isParty && (
        <PartyField
          key={role}
          label={role === 'publisher' ? 'Of publisher' : 'Of advertiser'}
          name="subjectId"
          required
          parties={role === 'publisher' ? publishers : advertisers}
          error={error}
        />
      )}
    </Form>
  );
}

function StateButton({ user }: { readonly user: User }) {
  const { me } = useSession();
  const to = user.state === 'active' ? 'blocked' : 'active';
  const change = useChange(
    (api, userId: string) => api.PUT('/v1/users/{userId}/state', { params: { path: { userId } }, body: { state: to } }),
    {
      done: to === 'blocked' ? `${user.name} is out within 30 seconds.` : `${user.name} is let in.`,
      changes: [['users']],
    },
  );
  if (user.userId === me.keyId) return <>you</>;
  return (
    <button
      type="button"
      className={to === 'blocked' ? 'danger' : undefined}
      disabled={change.isPending}
      onClick={() => change.mutate(user.userId)}
    >
      {to === 'blocked' ? 'Block' : 'Let in again'}
    </button>
  );
}

/** Who may sign in. */
export function Users() {
  const [inviting, setInviting] = useState(false);
  const [publishers, advertisers] = [usePublishers(), useAdvertisers()];
  const pages = usePages(['users'], (api, cursor) =>
    api.GET('/v1/users', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } }),
  );
  const ofWhom = ({ role, subjectId }: User): string => {
    if (role === 'publisher') return nameOf(publishers, subjectId);
    return role === 'advertiser' ? nameOf(advertisers, subjectId) : 'the network';
  };
  const columns: readonly Column<User>[] = [
    { title: 'Name', show: ({ name }) => name },
    { title: 'E-mail', show: ({ email }) => email },
    { title: 'Role', show: ({ role }) => words(role) },
    { title: 'Of', show: ofWhom },
    { title: 'State', show: ({ state }) => <State of={state} /> },
    { title: 'Invited', show: ({ createdAt }) => dateOf(createdAt) },
    { title: 'Block', show: (user) => <StateButton user={user} /> },
  ];
  return (
    <Page
      title="Users"
      lead="Who may sign in to the console, and as what. Blocking somebody holds everywhere within 30 seconds."
      actions={
        <button type="button" className="primary" onClick={() => setInviting(true)}>
          Invite somebody
        </button>
      }
    >
      <LongList
        caption="Users"
        pages={pages}
        columns={columns}
        keyOf={({ userId }) => userId}
        empty={<Empty title="Nobody is invited yet">Invite the first person.</Empty>}
      />
      <Dialog title="Invite somebody" open={inviting} onClose={() => setInviting(false)}>
        <Invite close={() => setInviting(false)} />
      </Dialog>
    </Page>
  );
}
