import { useState } from 'react';
import { Link } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { instant, money, words } from '../../app/format.ts';
import { nameOf, useAdvertisers, usePublishers } from '../../app/parties.ts';
import { usePages } from '../../app/read.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/form.tsx';
import { Page, State } from '../../ui/layout.tsx';
import { LongList } from '../../ui/long-list.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';
import { DecideDispute } from './decide-dispute.tsx';

type Dispute = Schema<'Dispute'>;
type DisputeState = Dispute['state'];

const STATES: readonly (readonly [DisputeState, string])[] = [
  ['contested', 'To be decided'],
  ['open', 'The publisher answers'],
  ['accepted', 'Granted'],
  ['partly-accepted', 'Granted in part'],
  ['rejected', 'Rejected'],
  ['withdrawn', 'Withdrawn'],
];

/** What advertisers dispute: those to be decided first. */
export function Disputes() {
  const [state, setState] = useState<DisputeState>('contested');
  const [open, setOpen] = useState<Dispute>();
  const [publishers, advertisers] = [usePublishers(), useAdvertisers()];
  const pages = usePages(['disputes', state], (api, cursor) =>
    api.GET('/v1/disputes', {
      params: { query: { limit: 100, state, ...(cursor === undefined ? {} : { cursor }) } },
    }),
  );
  const columns: readonly Column<Dispute>[] = [
    {
      title: 'Why',
      show: (dispute) => (
        <button type="button" className="quiet" onClick={() => setOpen(dispute)}>
          {words(dispute.reason).replaceAll('-', ' ')}
        </button>
      ),
    },
    { title: 'State', show: (dispute) => <State of={dispute.state} /> },
    { title: 'Outcome', show: ({ outcomeId }) => <Link href={`/outcomes/${outcomeId}`}>{outcomeId}</Link> },
    { title: 'Advertiser', show: ({ advertiserId }) => (advertiserId ? nameOf(advertisers, advertiserId) : '–') },
    { title: 'Publisher', show: ({ publisherId }) => nameOf(publishers, publisherId) },
    {
      title: 'Claims',
      number: true,
      show: ({ claim, currency }) => (claim.chargeMinor === undefined ? '–' : money(claim.chargeMinor, currency)),
    },
    { title: 'Answer by', show: ({ answerBy }) => (answerBy ? instant(answerBy) : '–') },
  ];
  return (
    <Page
      title="Disputes"
      lead="What is granted is credited to the advertiser and taken back from the publisher, in one entry."
      actions={
        <Select
          label="Show"
          name="state"
          value={state}
          onChange={(event) => setState(event.target.value as DisputeState)}
          options={STATES}
        />
      }
    >
      <LongList
        caption="Disputes"
        pages={pages}
        columns={columns}
        keyOf={({ disputeId }) => disputeId}
        empty={<Empty title="No dispute here">Choose another state to see the others.</Empty>}
      />
      <Dialog title="A dispute" open={open !== undefined} onClose={() => setOpen(undefined)}>
        {open && <DecideDispute dispute={open} close={() => setOpen(undefined)} />}
      </Dialog>
    </Page>
  );
}
