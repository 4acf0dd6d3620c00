import type { Schema } from '../../../client/client.ts';
import { instant, money, words } from '../../app/format.ts';
import { usePages } from '../../app/read.ts';
import { Download } from '../../ui/download.tsx';
import { Card } from '../../ui/layout.tsx';
import { PagedTable } from '../../ui/paged-table.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';

type Invoice = Schema<'Invoice'>;

const PAGE_ROWS = 24;

function Files({ of: { advertiserId, number } }: { readonly of: Invoice }) {
  const base = `/v1/advertisers/${encodeURIComponent(advertiserId)}/invoices/${encodeURIComponent(number)}`;
  return (
    <div className="row">
      <Download path={`${base}/pdf`} name={`${number}.pdf`}>
        PDF
      </Download>
      <Download path={`${base}/csv`} name={`${number}.csv`}>
        CSV
      </Download>
    </div>
  );
}

const COLUMNS: readonly Column<Invoice>[] = [
  { title: 'Number', show: ({ number }) => number, sort: ({ number }) => number },
  {
    title: 'Kind',
    show: ({ kind, corrects }) => `${words(kind.replaceAll('-', ' '))}${corrects ? ` for ${corrects}` : ''}`,
  },
  { title: 'Month', show: ({ month }) => month, sort: ({ month }) => month },
  { title: 'Issued', show: ({ issuedAt }) => instant(issuedAt) },
  { title: 'Net', number: true, show: ({ netMinor, currency }) => money(netMinor, currency) },
  { title: 'Tax', number: true, show: ({ taxMinor, currency }) => money(taxMinor, currency) },
  {
    title: 'Total',
    number: true,
    show: ({ totalMinor, currency }) => money(totalMinor, currency),
    sort: ({ totalMinor }) => totalMinor,
  },
  { title: 'Files', show: (invoice) => <Files of={invoice} /> },
];

/** The months' papers: each as a PDF, and as a CSV of the entries it is made of. */
export function Invoices({ advertiserId }: { readonly advertiserId: string }) {
  const pages = usePages(['invoices', advertiserId], (api, cursor) =>
    api.GET('/v1/advertisers/{advertiserId}/invoices', {
      params: {
        path: { advertiserId },
        query: { limit: PAGE_ROWS, ...(cursor === undefined ? {} : { cursor }) },
      },
    }),
  );
  return (
    <Card title="Invoices" wide>
      <PagedTable
        caption="Invoices"
        pages={pages}
        columns={COLUMNS}
        keyOf={({ number }) => number}
        empty={<Empty title="No invoice yet">The first one comes after the end of the month.</Empty>}
      />
    </Card>
  );
}
