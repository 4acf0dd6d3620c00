import { useState } from 'react';
import { Link } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { instant, money } from '../../app/format.ts';
import { useAdvertisers, usePublishers } from '../../app/parties.ts';
import { nameOf } from '../../app/party-names.ts';
import { usePages } from '../../app/read.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Page } from '../../ui/layout.tsx';
import { LongList } from '../../ui/long-list.tsx';
import { PartyField } from '../../ui/party-field.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';
import { NewAdjustment } from './new-adjustment.tsx';

type Adjustment = Schema<'Adjustment'>;

const KINDS: Readonly<Record<Adjustment['kind'], string>> = {
  adjustment: 'Adjustment',
  credit: 'Credit within the window',
  'credit-undone': 'Credit undone',
  dispute: 'Dispute',
  feedback: 'Advertiser’s report',
  'late-truth': 'Known later',
  objection: 'Publisher’s dispute',
};

const amount = (minor: number | undefined, currency: string): string =>
  minor === undefined ? '–' : money(minor, currency);

const COLUMNS: readonly Column<Adjustment>[] = [
  { title: 'When', show: ({ at }) => instant(at) },
  { title: 'Why it changed', show: ({ kind }) => KINDS[kind] },
  { title: 'Outcome', show: ({ outcomeId }) => <Link href={`/outcomes/${outcomeId}`}>{outcomeId}</Link> },
  { title: 'To the advertiser', number: true, show: ({ chargeMinor, currency }) => amount(chargeMinor, currency) },
  { title: 'To the publisher', number: true, show: ({ payoutMinor, currency }) => amount(payoutMinor, currency) },
  { title: 'Reason', show: ({ reason }) => <span title={reason}>{reason}</span> },
];

/** What was corrected, of a publisher or an advertiser; one more, or a file of them. */
export function Adjustments() {
  const [publishers, advertisers] = [usePublishers(), useAdvertisers()];
  const [side, setSide] = useState({ publisherId: '', advertiserId: '' });
  const [adding, setAdding] = useState(false);
  const publisherId = side.publisherId || (side.advertiserId ? '' : (publishers[0]?.id ?? ''));
  const of = publisherId ? { publisherId } : { advertiserId: side.advertiserId };
  const pages = usePages(
    ['adjustments', of],
    (api, cursor) =>
      api.GET('/v1/adjustments', {
        params: { query: { limit: 100, ...of, ...(cursor === undefined ? {} : { cursor }) } },
      }),
    { enabled: publisherId !== '' || side.advertiserId !== '' },
  );
  return (
    <Page
      title="Adjustments"
      lead={
        publisherId
          ? `Corrections of what ${nameOf(publishers, publisherId)} brought, newest first. Nothing is edited: each is a new entry with its reason.`
          : 'Corrections, newest first. Nothing is edited: each is a new entry with its reason.'
      }
      actions={
        <>
          <PartyField
            label="Of publisher"
            name="publisherId"
            parties={publishers}
            value={side.publisherId}
            onChoose={(id) => setSide({ publisherId: id, advertiserId: '' })}
          />
          <PartyField
            label="Or of advertiser"
            name="advertiserId"
            parties={advertisers}
            value={side.advertiserId}
            onChoose={(id) => setSide({ publisherId: '', advertiserId: id })}
          />
          <Link href="/adjustments/upload">Upload a file</Link>
          <button type="button" className="primary" onClick={() => setAdding(true)}>
            Adjust an outcome
          </button>
        </>
      }
    >
      {publishers.length === 0 && side.advertiserId === '' ? (
        <Empty title="Choose a publisher or an advertiser">Corrections are listed by the side they concern.</Empty>
      ) : (
        <LongList
          caption="Adjustments"
          pages={pages}
          columns={COLUMNS}
          keyOf={({ adjustmentId }) => adjustmentId}
          empty={<Empty title="Nothing was corrected">Disputes, reports and adjustments show here.</Empty>}
        />
      )}
      <Dialog title="Adjust an outcome" open={adding} onClose={() => setAdding(false)}>
        <NewAdjustment close={() => setAdding(false)} />
      </Dialog>
    </Page>
  );
}
