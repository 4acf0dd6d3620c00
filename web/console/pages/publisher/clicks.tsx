import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { count, day, dayBefore, money } from '../../app/format.ts';
import { useChange, usePages, useRead } from '../../app/read.ts';
import { networkClock } from '../../app/zones.ts';
import { Form, Select, TextField } from '../../ui/form.tsx';
import { Card, Cards, Page } from '../../ui/layout.tsx';
import { MoneyField, NumberField } from '../../ui/number-field.tsx';
import { PagedTable } from '../../ui/paged-table.tsx';
import { Empty, Shown } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';

type Row = Schema<'ClickRow'>;

const DAYS_SHOWN = 30;
const PAGE_ROWS = 50;

const COLUMNS: readonly Column<Row>[] = [
  { title: 'Day', show: (row) => day(row.day), sort: (row) => row.day },
  { title: 'Source', show: ({ source }) => source, sort: ({ source }) => source },
  { title: 'Campaign', show: ({ campaign = '–' }) => campaign },
  { title: 'Clicks', number: true, show: ({ clicks }) => count(clicks), sort: ({ clicks }) => clicks },
  {
    title: 'Cost',
    number: true,
    show: ({ costMinor, currency }) => money(costMinor, currency),
    sort: ({ costMinor }) => costMinor,
  },
  {
    title: 'For each click',
    number: true,
    show: ({ clicks, costMinor, currency }) => (clicks === 0 ? '–' : money(Math.round(costMinor / clicks), currency)),
  },
];

const placeOf = ({ day: on, offerId, source, campaign = '', medium = '', term = '', content = '' }: Row): string =>
  [on, offerId, source, campaign, medium, term, content].join(' ');

function EnterForm({ offers }: { readonly offers: readonly Schema<'Offer'>[] }) {
  const [offerId, setOffer] = useState(offers[0]?.offerId ?? '');
  const [clicks, setClicks] = useState<number>();
  const [costMinor, setCost] = useState<number>();
  const currency = offers.find((each) => each.offerId === offerId)?.currency ?? 'USD';
  const enter = useChange((api, rows: Schema<'Clicks'>['rows']) => api.PUT('/v1/clicks', { body: { rows } }), {
    done: 'It is in your reports.',
    changes: [['clicks'], ['report']],
  });
  return (
    <Form
      submit="Enter it"
      busy={enter.isPending}
      error={enter.error}
      onSubmit={({ 'rows.0.day': on = '', 'rows.0.source': source = '', 'rows.0.campaign': campaign = '' }) =>
        enter.mutate([
          {
            ...{ day: on, offerId, source, clicks: clicks ?? 0, costMinor: costMinor ?? 0, currency },
            ...(campaign.trim() ? { campaign } : {}),
          },
        ])
      }
    >
      <TextField
        label="Day"
        name="rows.0.day"
        type="date"
        required
        defaultValue={dayBefore(1)}
        max={dayBefore(0)}
        hint={`By ${networkClock()}`}
        error={enter.error}
      />
      <Select
        label="Offer"
        name="rows.0.offerId"
        value={offerId}
        onChange={(event) => setOffer(event.target.value)}
        options={offers.map((each) => [each.offerId, each.name])}
        error={enter.error}
      />
      <TextField
        label="Source"
        name="rows.0.source"
        required
        maxLength={80}
        hint="As your links’ utm_source has it"
        error={enter.error}
      />
      <TextField
        label="Campaign"
        name="rows.0.campaign"
        maxLength={80}
        hint="As utm_campaign has it, or empty"
        error={enter.error}
      />
      <NumberField
        label="Clicks"
        name="rows.0.clicks"
        min={0}
        required
        value={undefined}
        onChange={setClicks}
        error={enter.error}
      />
      <MoneyField
        label={`Cost, ${currency}`}
        name="rows.0.costMinor"
        currency={currency}
        required
        value={undefined}
        onChange={setCost}
        error={enter.error}
      />
    </Form>
  );
}

/** What clicks cost elsewhere, so that reports compare it with what came of them. */
export function Clicks() {
  const offers = useRead(['offers', 'for clicks'], (api) =>
    api.GET('/v1/offers', { params: { query: { limit: 100 } } }),
  );
  const clicks = usePages(['clicks'], (api, cursor) =>
    api.GET('/v1/clicks', {
      params: {
        query: {
          ...{ from: dayBefore(DAYS_SHOWN), to: dayBefore(0), limit: PAGE_ROWS },
          ...(cursor === undefined ? {} : { cursor }),
        },
      },
    }),
  );
  return (
    <Page
      title="Clicks"
      lead="What you pay for visitors elsewhere, beside what they earn you. Nobody else sees it, and nothing is owed by it."
    >
      <Cards>
        <Card title="Enter a day">
          <Shown of={offers} what="the offers">
            {({ items }) => <EnterForm offers={items} />}
          </Shown>
        </Card>
        <Card title={`The last ${DAYS_SHOWN} days`} wide>
          <PagedTable
            caption="Clicks"
            pages={clicks}
            columns={COLUMNS}
            keyOf={placeOf}
            empty={<Empty title="Nothing yet">A day that is entered again is corrected.</Empty>}
          />
        </Card>
      </Cards>
    </Page>
  );
}
