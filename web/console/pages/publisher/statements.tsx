import { Link, useParams } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { count, day, money } from '../../app/format.ts';
import { usePages, useRead } from '../../app/read.ts';
import { networkClock } from '../../app/zones.ts';
import { Download } from '../../ui/download.tsx';
import { Card, Cards, Facts, Page, Stat, State, Stats } from '../../ui/layout.tsx';
import { LongList } from '../../ui/long-list.tsx';
import { Empty, Shown } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';

type Statement = Schema<'Statement'>;

const period = ({ fromDay, toDay }: Statement): string => `${day(fromDay)} to ${day(toDay)}`;

const COLUMNS: readonly Column<Statement>[] = [
  { title: 'Period', show: (statement) => <Link href={`/statements/${statement.runId}`}>{period(statement)}</Link> },
  { title: 'State', show: ({ state }) => <State of={state} /> },
  { title: 'Earned', number: true, show: ({ entriesMinor, currency }) => money(entriesMinor, currency) },
  { title: 'Paid', number: true, show: ({ paidMinor, currency }) => money(paidMinor, currency) },
  { title: 'Carried on', number: true, show: ({ carriedOutMinor, currency }) => money(carriedOutMinor, currency) },
];

export function Statements() {
  const pages = usePages(['statements'], (api, cursor) =>
    api.GET('/v1/statements', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } }),
  );
  return (
    <Page
      title="Statements"
      lead={`One for each period: what you earned, what was paid, and what is carried on and why. Days end by ${networkClock()}.`}
    >
      <LongList
        caption="Statements"
        pages={pages}
        columns={COLUMNS}
        keyOf={({ runId }) => runId}
        empty={<Empty title="No statement yet">The first comes when the first period with earnings is closed.</Empty>}
      />
    </Page>
  );
}

const some = (minor: number | undefined, currency: string): string | undefined =>
  minor ? money(minor, currency) : undefined;

function Reckoning({ of }: { readonly of: Statement }) {
  const { currency } = of;
  return (
    <>
      <Stats>
        <Stat
          label="Earned"
          value={money(of.entriesMinor, currency)}
          hint={`${count(of.entries)} entries of this period`}
        />
        <Stat
          label="Paid"
          value={money(of.paidMinor, currency)}
          hint={of.payee ? `to ${of.payee.legalName}, ${of.payee.account}` : undefined}
        />
        <Stat label="Carried on" value={money(of.carriedOutMinor, currency)} hint={of.explanation} />
      </Stats>
      <Card title="How it was reckoned">
        <Facts
          of={[
            ['Entries of the period', money(of.entriesMinor, currency)],
            ['Carried from before', some(of.carriedInMinor, currency)],
            ['Kept in reserve', some(of.reserveWithheldMinor, currency)],
            ['Released from reserve', some(of.reserveReleasedMinor, currency)],
            ['Paid from', money(of.thresholdMinor, currency)],
            ['Digest of the entries', <code key="digest">{of.digest}</code>],
          ]}
        />
      </Card>
    </>
  );
}

export function StatementOf() {
  const { runId = '' } = useParams<{ runId: string }>();
  const statement = useRead(['statement', runId], (api) =>
    api.GET('/v1/statements/{runId}', { params: { path: { runId } } }),
  );
  return (
    <Page
      title="Statement"
      lead={statement.data && `${period(statement.data)}, by ${networkClock()}`}
      actions={
        <>
          <Download path={`/v1/statements/${runId}/pdf`} name={`statement-${runId}.pdf`}>
            PDF
          </Download>
          <Download path={`/v1/statements/${runId}/csv`} name={`statement-${runId}.csv`}>
            CSV with every entry
          </Download>
        </>
      }
    >
      <Shown of={statement} what="the statement">
        {(found) => <Reckoning of={found} />}
      </Shown>
      <Cards>
        <p>
          <Link href="/statements">All statements</Link>
        </p>
      </Cards>
    </Page>
  );
}
