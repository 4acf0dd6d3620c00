import type { Schema } from '../../../client/client.ts';
import { instant, money, words } from '../../app/format.ts';
import { usePages, useRead } from '../../app/read.ts';
import { useSession } from '../../app/session.tsx';
import { Card, Page, Stat, Stats } from '../../ui/layout.tsx';
import { PagedTable } from '../../ui/paged-table.tsx';
import { Empty, Shown } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';
import { OutcomeLink } from '../shared/outcome-link.tsx';
import { Invoices } from './invoices.tsx';

type Account = Schema<'AdvertiserAccount'>;
type Entry = Schema<'AccountEntry'>;

const PAGE_ROWS = 50;

function Standing({ of: { balances, currency, creditLimitMinor, availableMinor } }: { readonly of: Account }) {
  return (
    <Stats>
      {balances.map(({ currency: owedIn, owedMinor }) => (
        <Stat
          key={owedIn}
          label={owedMinor < 0 ? `Paid ahead, ${owedIn}` : `You owe, ${owedIn}`}
          value={money(Math.abs(owedMinor), owedIn)}
          hint="charges and corrections less deposits"
        />
      ))}
      {balances.length === 0 && <Stat label="You owe" value="–" hint="nothing was charged yet" />}
      {availableMinor !== undefined && currency && (
        <Stat
          label="Available"
          value={money(availableMinor, currency)}
          hint="what calls may still cost before they go elsewhere"
        />
      )}
      {creditLimitMinor !== undefined && currency && (
        <Stat label="Credit" value={money(creditLimitMinor, currency)} hint="as agreed with the network" />
      )}
    </Stats>
  );
}

const COLUMNS: readonly Column<Entry>[] = [
  { title: 'Booked', show: ({ bookedAt }) => instant(bookedAt), sort: ({ bookedAt }) => bookedAt },
  { title: 'What', show: ({ kind }) => words(kind), sort: ({ kind }) => kind },
  { title: 'Why', show: ({ reason }) => reason },
  { title: 'Outcome', show: ({ outcomeId }) => (outcomeId ? <OutcomeLink outcomeId={outcomeId} /> : '–') },
  {
    title: 'Amount',
    number: true,
    show: ({ amountMinor, currency }) => money(amountMinor, currency),
    sort: ({ amountMinor }) => amountMinor,
  },
];

function Entries({ advertiserId }: { readonly advertiserId: string }) {
  const pages = usePages(['account-entries', advertiserId], (api, cursor) =>
    api.GET('/v1/advertisers/{advertiserId}/account-entries', {
      params: {
        path: { advertiserId },
        query: { limit: PAGE_ROWS, ...(cursor === undefined ? {} : { cursor }) },
      },
    }),
  );
  return (
    <Card title="Entries" wide>
      <p className="hint">Positive is charged, negative is given back or paid.</p>
      <PagedTable
        caption="Entries"
        pages={pages}
        columns={COLUMNS}
        keyOf={({ entryId }) => entryId}
        empty={<Empty title="Nothing was booked yet">Each charge is here seconds after its verdict.</Empty>}
      />
    </Card>
  );
}

/** What is owed and what is left to spend, entry by entry, and the invoices. */
export function Balance() {
  const { me } = useSession();
  const advertiserId = me.subjectId;
  const account = useRead(['account', advertiserId], (api) =>
    api.GET('/v1/advertisers/{advertiserId}/account', { params: { path: { advertiserId } } }),
  );
  return (
    <Page title="Balance" lead="What you owe, what you can still spend, and every entry that led to it.">
      <Shown of={account} what="the account">
        {(found) => <Standing of={found} />}
      </Shown>
      <Invoices advertiserId={advertiserId} />
      <Entries advertiserId={advertiserId} />
    </Page>
  );
}
