import { useMemo } from 'react';
import { Link } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { count, instant, talk } from '../../app/format.ts';
import { useRead } from '../../app/read.ts';
import { Card, Page, Stat, State, Stats } from '../../ui/layout.tsx';
import { Empty, Shown } from '../../ui/states.tsx';
import { type Column, DataTable } from '../../ui/table.tsx';
import { OfferName } from '../shared/names.tsx';

type Call = Schema<'LiveCall'>;
type Calls = Schema<'LiveCalls'>;

/** Calls come and go within seconds. */
const LIVE_MS = 2_000;
/** More calls than anybody watches one by one; the API has the rest. */
const ROWS = 100;
const SECOND_MS = 1_000;
/** After this long what began earlier is over, as good as always. */
const LONG_CALL_SECONDS = 3_600;

/** The calls on the line, asked again every other second; whoever looks on two pages asks once. */
const useLiveCalls = () =>
  useRead(['live-calls'], (api) => api.GET('/v1/live-calls', { params: { query: { limit: ROWS } } }), {
    everyMs: LIVE_MS,
  });

/** By the network's clock alone: the reader's may be another. */
const secondsBetween = (from: string, to: string): number =>
  Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / SECOND_MS));

const howMany = ({ items, nextCursor }: Calls): string => `${count(items.length)}${nextCursor ? '+' : ''}`;

const PLACES = { target: 'a target', fallback: 'your fallback', nobody: 'nobody: no target is open' } as const;

function Place({ of: { leadsTo, targetId, targetName, attempt } }: { readonly of: Call }) {
  if (leadsTo === undefined) return 'not yet: it is asked first';
  const place = targetName ?? targetId ?? PLACES[leadsTo];
  return (
    <>
      {place}
      {attempt !== undefined && `, dial ${attempt}`}
    </>
  );
}

const columnsAt = (asOf: string): readonly Column<Call>[] => [
  { title: 'Stage', show: ({ stage }) => <State of={stage} /> },
  { title: 'For', number: true, show: ({ startedAt }) => talk(secondsBetween(startedAt, asOf)) },
  {
    title: 'Caller',
    show: ({ caller }) => [caller.masked ?? 'withheld', caller.region].filter((part) => part !== undefined).join(', '),
  },
  { title: 'Goes to', show: (call) => <Place of={call} /> },
  {
    title: 'Offer',
    show: ({ offerId }) => (
      <Link href={`/offers/${offerId}`}>
        <OfferName of={offerId} />
      </Link>
    ),
  },
  {
    title: 'Brought by',
    show: ({ publisherName, source }) => (source ? `${publisherName}, ${source}` : publisherName),
  },
  { title: 'Outcome', show: ({ outcomeId }) => <Link href={`/outcomes/${outcomeId}`}>{outcomeId}</Link> },
];

function OnTheLine({ calls }: { readonly calls: Calls }) {
  const { items, asOf, listedSince } = calls;
  const columns = useMemo(() => columnsAt(asOf), [asOf]);
  const known = items.filter(({ stage }) => stage === 'talking').length;
  return (
    <>
      <Stats>
        <Stat label="On the line" value={howMany(calls)} hint="calls without a verdict yet" />
        <Stat label="Known to talk" value={count(known)} hint="where the carrier tells before the end" />
      </Stats>
      {secondsBetween(listedSince, asOf) < LONG_CALL_SECONDS && (
        <p className="hint">
          Nobody looked in the 30 days before {instant(listedSince)}: calls that came in earlier are not listed.
        </p>
      )}
      <DataTable
        caption="Calls on the line"
        rows={items}
        columns={columns}
        keyOf={({ outcomeId }) => outcomeId}
        empty={<Empty title="Nobody is on the line">A call is here within two seconds of its ringing.</Empty>}
      />
    </>
  );
}

/** Who is on the line now, where each call goes and how far it is. */
export function LiveCalls() {
  const calls = useLiveCalls();
  return (
    <Page
      title="On the line"
      lead="Your calls from the first ring to the verdict. What is judged is under Outcomes, a second later."
    >
      <Shown of={calls} what="the calls on the line">
        {(found) => <OnTheLine calls={found} />}
      </Shown>
    </Page>
  );
}

/** How many there are now, for the first page. */
export function LiveCount() {
  const calls = useLiveCalls();
  return (
    <Card title="On the line now" aside={<Link href="/live">See them</Link>}>
      <Shown of={calls} what="the calls on the line">
        {(found) => (
          <Stats>
            <Stat label="Calls" value={howMany(found)} hint="each with where it goes" />
          </Stats>
        )}
      </Shown>
    </Card>
  );
}
