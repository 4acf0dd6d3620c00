import { useState } from 'react';
import { Link } from 'wouter';
import type { Schema } from '../../../../client/client.ts';
import { money, words } from '../../../app/format.ts';
import { usePages } from '../../../app/read.ts';
import { Select } from '../../../ui/form.tsx';
import { Card, Page, State } from '../../../ui/layout.tsx';
import { PagedTable } from '../../../ui/paged-table.tsx';
import { Empty } from '../../../ui/states.tsx';
import type { Column } from '../../../ui/table.tsx';

type Offer = Schema<'Offer'>;

const PAGE_ROWS = 50;
const STATES = ['active', 'paused'] as const;

const COLUMNS: readonly Column<Offer>[] = [
  {
    title: 'Name',
    show: ({ offerId, name }) => <Link href={`/offers/${offerId}`}>{name}</Link>,
    sort: ({ name }) => name.toLowerCase(),
  },
  { title: 'Buys', show: ({ model }) => `${words(model)}s`, sort: ({ model }) => model },
  {
    title: 'You pay',
    number: true,
    show: ({ chargeMinor, currency }) => (chargeMinor === undefined ? '–' : money(chargeMinor, currency)),
    sort: ({ chargeMinor }) => chargeMinor ?? 0,
  },
  { title: 'When', show: ({ inWords: [first] }) => first },
  { title: 'State', show: ({ state }) => <State of={state} />, sort: ({ state }) => state },
  { title: 'Version', number: true, show: ({ version }) => version },
];

/** What one buys. */
export function Offers() {
  const [asked, setAsked] = useState('');
  const state = STATES.find((each) => each === asked);
  const pages = usePages(['offers', state], (api, cursor) =>
    api.GET('/v1/offers', {
      params: {
        query: { limit: PAGE_ROWS, ...(state ? { state } : {}), ...(cursor === undefined ? {} : { cursor }) },
      },
    }),
  );
  return (
    <Page
      title="Offers"
      lead="What you buy, by what criteria, and for how much."
      actions={
        <>
          <Select
            label="State"
            name="state"
            value={asked}
            onChange={(event) => setAsked(event.target.value)}
            options={[['', 'All'], ...STATES.map((each) => [each, words(each)] as const)]}
          />
          <Link href="/offers/new" className="button primary">
            New offer
          </Link>
        </>
      }
    >
      <Card title="Your offers">
        <PagedTable
          caption="Your offers"
          pages={pages}
          columns={COLUMNS}
          keyOf={({ offerId }) => offerId}
          empty={
            <Empty title={state ? `None is ${state}` : 'No offer yet'}>
              Make one: publishers bring you what it asks for, and you pay for nothing else.
            </Empty>
          }
        />
      </Card>
    </Page>
  );
}
