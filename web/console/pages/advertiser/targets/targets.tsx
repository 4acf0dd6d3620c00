import { useState } from 'react';
import type { Schema } from '../../../../client/client.ts';
import { etagOf } from '../../../app/etag.ts';
import { useChange, useRead } from '../../../app/read.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Card, State } from '../../../ui/layout.tsx';
import { Empty, Shown } from '../../../ui/states.tsx';
import { type Column, DataTable } from '../../../ui/table.tsx';
import { emptyTarget, newTargetOf, type TargetDraft } from './target-draft.ts';
import { TargetForm } from './target-form.tsx';
import { destinationInWords, openInWords, roomInWords } from './target-words.ts';

type Target = Schema<'Target'>;
interface OfferProps {
  readonly offerId: string;
  readonly currency: string;
}

const useReplace = ({ offerId, targetId, version }: Target, done: string, onDone?: () => void) =>
  useChange(
    (api, body: Schema<'NewTarget'>) =>
      api.PUT('/v1/offers/{offerId}/targets/{targetId}', {
        params: { path: { offerId, targetId }, header: { 'If-Match': etagOf(version) } },
        body,
      }),
    { done, changes: [['targets', offerId]], ...(onDone && { onDone }) },
  );

function Turn({ of }: { readonly of: Target }) {
  const next = of.state === 'active' ? 'paused' : 'active';
  const replace = useReplace(of, next === 'paused' ? 'It takes no calls now.' : 'It takes calls again.');
  const word = next === 'paused' ? 'Pause' : 'Activate';
  return (
    <button
      type="button"
      aria-label={`${word} ${of.name}`}
      disabled={replace.isPending}
      onClick={() => replace.mutate({ ...newTargetOf(of), state: next })}
    >
      {word}
    </button>
  );
}

function Change({ of, currency }: { readonly of: Target; readonly currency: string }) {
  // As it was when the form opened: what others change meanwhile is read anew behind it, and must not be undone.
  const [seen, setSeen] = useState<Target>();
  const replace = useReplace(seen ?? of, 'The target is changed.', () => setSeen(undefined));
  return (
    <>
      <button type="button" aria-label={`Change ${of.name}`} onClick={() => setSeen(of)}>
        Change
      </button>
      <Dialog title={`Change “${of.name}”`} open={seen !== undefined} onClose={() => setSeen(undefined)}>
        <TargetForm
          submit="Change the target"
          begin={seen ?? of}
          currency={currency}
          busy={replace.isPending}
          error={replace.error}
          onSubmit={(body) => replace.mutate(body)}
        />
      </Dialog>
    </>
  );
}

function Add({ offerId, currency }: OfferProps) {
  const [begin, setBegin] = useState<TargetDraft>();
  const create = useChange(
    (api, body: Schema<'NewTarget'>) =>
      api.POST('/v1/offers/{offerId}/targets', { params: { path: { offerId } }, body }),
    { done: 'The target takes calls.', changes: [['targets', offerId]], onDone: () => setBegin(undefined) },
  );
  return (
    <>
      <button type="button" className="primary" onClick={() => setBegin(emptyTarget())}>
        Add a target
      </button>
      <Dialog title="Add a target" open={begin !== undefined} onClose={() => setBegin(undefined)}>
        {begin && (
          <TargetForm
            submit="Add the target"
            begin={begin}
            currency={currency}
            busy={create.isPending}
            error={create.error}
            onSubmit={(body) => create.mutate(body)}
          />
        )}
      </Dialog>
    </>
  );
}

const columnsFor = (currency: string): readonly Column<Target>[] => [
  { title: 'Name', show: ({ name }) => name, sort: ({ name }) => name.toLowerCase() },
  { title: 'Rings', show: ({ destination }) => <code>{destinationInWords(destination)}</code> },
  { title: 'Open', show: openInWords },
  { title: 'Takes', show: roomInWords },
  { title: 'Priority', number: true, show: ({ priority }) => priority, sort: ({ priority }) => priority },
  { title: 'Weight', number: true, show: ({ rules }) => rules?.weight ?? 1 },
  { title: 'State', show: ({ state }) => <State of={state} />, sort: ({ state }) => state },
  {
    title: 'Change',
    show: (target) => (
      <div className="row">
        <Change of={target} currency={currency} />
        <Turn of={target} />
      </div>
    ),
  },
];

/** Where an offer's calls go. */
export function Targets({ offerId, currency }: OfferProps) {
  const targets = useRead(['targets', offerId], (api) =>
    api.GET('/v1/offers/{offerId}/targets', { params: { path: { offerId } } }),
  );
  return (
    <Card title="Where its calls go" wide aside={<Add offerId={offerId} currency={currency} />}>
      <Shown of={targets} what="the targets">
        {({ items }) => (
          <DataTable
            caption="Targets"
            rows={items}
            columns={columnsFor(currency)}
            keyOf={({ targetId }) => targetId}
            empty={<Empty title="Nobody takes its calls yet">Add a phone number or a SIP address.</Empty>}
          />
        )}
      </Shown>
    </Card>
  );
}
