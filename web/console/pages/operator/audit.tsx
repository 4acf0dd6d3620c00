import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { instant, words } from '../../app/format.ts';
import { useKept } from '../../app/kept.ts';
import { useAdvertisers, useChangers, usePublishers } from '../../app/parties.ts';
import { usePages } from '../../app/read.ts';
import { networkClock } from '../../app/zones.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/form.tsx';
import { Facts, Page, State } from '../../ui/layout.tsx';
import { LongList } from '../../ui/long-list.tsx';
import { PartyField } from '../../ui/party-field.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';

type Change = Schema<'AuditRecord'>;

type Search = Readonly<Record<'objectId' | 'keyId' | 'actor' | 'day' | 'operationId', string>>;

const NOTHING: Search = { objectId: '', keyId: '', actor: '', day: '', operationId: '' };

/** `setPublisherState` → `set publisher state`. */
const spoken = (operationId: string): string => operationId.replaceAll(/([A-Z])/g, ' $1').toLowerCase();

/** The person or the key by name; by its id where nobody keeps it any more. */
const changerOf = ({ by, keyId }: Change): string => {
  if (!by) return keyId;
  return by.kind === 'person' ? by.name : `Key “${by.name}”`;
};

/** Who did it, and for whom where that is another. */
function Who({ change }: { readonly change: Change }) {
  const { by, keyId, actor, actorName } = change;
  const text = [changerOf(change), actorName].filter(Boolean).join(', ');
  return <span title={[text, by?.email, keyId, actor].filter(Boolean).join('\n')}>{text}</span>;
}

function Json({ title, of }: { readonly title: string; readonly of: unknown }) {
  if (of === undefined) return null;
  return (
    <>
      <h3>{title}</h3>
      <pre>{JSON.stringify(of, null, 2)}</pre>
    </>
  );
}

/** One change whole: who, when, what was asked, what stood there before and after. */
function Whole({ change }: { readonly change: Change }) {
  return (
    <>
      <Facts
        of={[
          ['When', instant(change.at)],
          ['Who', changerOf(change)],
          ['E-mail', change.by?.email],
          ['Of', change.actorName],
          ['Role', words(change.role)],
          ['Their id', <code key="id">{change.keyId}</code>],
          ['Id they act for', change.actor === change.keyId ? undefined : <code key="actor">{change.actor}</code>],
          ['What', spoken(change.operationId)],
          ['Where', change.resource],
          ['Result', `${change.result}${change.why ? `: ${change.why}` : ''}`],
          ['Request', change.requestId],
        ]}
      />
      <Json title="Asked for" of={change.asked} />
      <Json title="Before" of={change.before} />
      <Json title="After" of={change.after} />
    </>
  );
}

function SearchFields({ search, change }: { readonly search: Search; readonly change: (to: Search) => void }) {
  const parties = [...usePublishers(), ...useAdvertisers()];
  const changers = useChangers();
  const field = (label: string, name: keyof Search, hint: string, type = 'search') => (
    <TextField
      label={label}
      name={name}
      type={type}
      hint={hint}
      value={search[name]}
      onChange={(event) => change({ ...search, [name]: event.target.value.trim() })}
    />
  );
  return (
    <search className="card controls">
      <div className="row">
        {field('What was changed', 'objectId', 'Its id')}
        <PartyField
          label="Who"
          name="keyId"
          parties={changers}
          value={search.keyId}
          hint="A person or a key"
          onChoose={(keyId) => change({ ...search, keyId })}
        />
        <PartyField
          label="For whom"
          name="actor"
          parties={parties}
          value={search.actor}
          hint="A publisher or an advertiser"
          onChoose={(actor) => change({ ...search, actor })}
        />
        {field('Day', 'day', `Today when all are empty; by ${networkClock()}`, 'date')}
        {field('Operation', 'operationId', 'Such as setPublisherState')}
      </div>
    </search>
  );
}

/** Every change by a person or key: searched by what, who or when. */
export function Audit() {
  const [search, setSearch] = useKept<Search>('audit', () => NOTHING);
  const [shown, setShown] = useState<Change>();
  const asked = Object.fromEntries(Object.entries(search).filter(([, value]) => value !== ''));
  const pages = usePages(['audit', asked], (api, cursor) =>
    api.GET('/v1/audit-records', {
      params: { query: { limit: 100, ...asked, ...(cursor === undefined ? {} : { cursor }) } },
    }),
  );
  const columns: readonly Column<Change>[] = [
    { title: 'When', show: ({ at }) => instant(at) },
    { title: 'Who', show: (change) => <Who change={change} /> },
    {
      title: 'What',
      show: (change) => (
        <button type="button" className="quiet" onClick={() => setShown(change)}>
          {spoken(change.operationId)}
        </button>
      ),
    },
    { title: 'Where', show: ({ resource }) => <span title={resource}>{resource}</span> },
    { title: 'Result', show: ({ result }) => <State of={result} /> },
  ];
  return (
    <Page
      title="Audit"
      lead="Every change by a person or a key, newest first. Open one to see it before and after; secrets, bank details and people are hidden."
    >
      <SearchFields search={search} change={setSearch} />
      <LongList
        caption="Changes"
        pages={pages}
        columns={columns}
        keyOf={({ auditId }) => auditId}
        empty={<Empty title="Nothing was changed">Search another day, person or object.</Empty>}
      />
      <Dialog title="A change" open={shown !== undefined} onClose={() => setShown(undefined)}>
        {shown && <Whole change={shown} />}
      </Dialog>
    </Page>
  );
}
