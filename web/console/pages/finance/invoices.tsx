import { useMemo } from 'react';
import type { Schema } from '../../../client/client.ts';
import { dayBefore, money } from '../../app/format.ts';
import { useChange, usePages } from '../../app/read.ts';
import { networkClock } from '../../app/zones.ts';
import { Download } from '../../ui/download.tsx';
import { Form, TextField } from '../../ui/form.tsx';
import { Card } from '../../ui/layout.tsx';
import { PagedTable } from '../../ui/paged-table.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';

type Invoice = Schema<'Invoice'>;

const PAGE_ROWS = 24;
const MONTH = 7;

const columnsOf = (advertiserId: string): readonly Column<Invoice>[] => {
  const path = (number: string, as: string): string =>
    `/v1/advertisers/${advertiserId}/invoices/${encodeURIComponent(number)}/${as}`;
  return [
    { title: 'Number', show: ({ number, kind }) => (kind === 'invoice' ? number : `${number}, credit note`) },
    { title: 'Month', show: ({ month }) => month, sort: ({ month }) => month },
    { title: 'Total', number: true, show: ({ totalMinor, currency }) => money(totalMinor, currency) },
    {
      title: 'Files',
      show: ({ number }) => (
        <span className="row">
          <Download path={path(number, 'pdf')} name={`${number}.pdf`}>
            PDF
          </Download>
          <Download path={path(number, 'csv')} name={`${number}.csv`}>
            CSV
          </Download>
        </span>
      ),
    },
  ];
};

/** Last month, of the network's calendar. */
const lastMonth = (): string => dayBefore(Number(dayBefore(0).slice(MONTH + 1))).slice(0, MONTH);

/** Invoices and credit notes: issued by themselves in the night after a month, or when somebody asks. */
export function Invoices({ advertiserId }: { readonly advertiserId: string }) {
  const path = { advertiserId };
  const columns = useMemo(() => columnsOf(advertiserId), [advertiserId]);
  const pages = usePages(['invoices', advertiserId], (api, cursor) =>
    api.GET('/v1/advertisers/{advertiserId}/invoices', {
      params: { path, query: { limit: PAGE_ROWS, ...(cursor === undefined ? {} : { cursor }) } },
    }),
  );
  const change = useChange(
    (api, month: string) => api.POST('/v1/advertisers/{advertiserId}/invoices', { params: { path }, body: { month } }),
    { done: 'Whatever was to be invoiced for that month is.', changes: [['invoices', advertiserId]] },
  );
  return (
    <Card title="Invoices">
      <PagedTable
        caption="Invoices"
        pages={pages}
        columns={columns}
        keyOf={({ number }) => number}
        empty={<Empty title="No invoice yet">They are issued in the night after each month.</Empty>}
      />
      <Form
        submit="Issue now"
        busy={change.isPending}
        error={change.error}
        onSubmit={({ month = '' }) => change.mutate(month)}
      >
        <TextField
          label="Month that is over"
          name="month"
          type="month"
          required
          defaultValue={lastMonth()}
          hint={`By ${networkClock()}. Asking again issues nothing twice.`}
          error={change.error}
        />
      </Form>
    </Card>
  );
}
