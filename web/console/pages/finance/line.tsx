import { useEffect } from 'react';
import { Link, useParams } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { count, day, instant, money, words } from '../../app/format.ts';
import { usePublishers } from '../../app/parties.ts';
import { nameOf } from '../../app/party-names.ts';
import { usePages } from '../../app/read.ts';
import { Card, Cards, Facts, Page } from '../../ui/layout.tsx';
import { LongList } from '../../ui/long-list.tsx';
import { Empty, Failure, Loading } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';
import { useLines } from './run-lines.tsx';
import { type Line, whyCarried } from './words.ts';

type Entry = Schema<'JournalEntry'>;

/** What an entry means for its publisher: what we owe it is a credit. */
const owedBy = (entry: Entry): string =>
  entry.postings
    .filter(({ account }) => account === `publisher:${entry.publisherId}:payable`)
    .map(({ amountMinor, currency }) => money(-amountMinor, currency))
    .join(' + ') || '–';

export const ENTRY_COLUMNS: readonly Column<Entry>[] = [
  { title: 'Payable', show: ({ payableDay }) => day(payableDay) },
  { title: 'Booked', show: ({ bookedAt }) => instant(bookedAt) },
  { title: 'What', show: ({ kind }) => words(kind) },
  { title: 'Owed', number: true, show: owedBy },
  { title: 'Reason', show: ({ reason }) => <span title={reason}>{reason}</span> },
  {
    title: 'Outcome',
    show: ({ outcomeId }) => (outcomeId ? <Link href={`/outcomes/${outcomeId}`}>{outcomeId}</Link> : '–'),
  },
];

/** The line of one publisher, found page by page. */
function useLine(runId: string, publisherId: string) {
  const pages = useLines(runId);
  const line = pages.data?.pages.flatMap(({ items }) => items).find((each) => each.publisherId === publisherId);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  useEffect(() => {
    if (!line && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [line, hasNextPage, isFetchingNextPage, fetchNextPage]);
  return { line, error: pages.error, isLoading: !line && (pages.isPending || hasNextPage) };
}

function Sum({ line }: { readonly line: Line }) {
  const shown = (minor: number | undefined): string | undefined =>
    minor === undefined ? undefined : money(minor, line.currency);
  return (
    <Facts
      of={[
        [
          'Days',
          line.fromDay > line.toDay
            ? 'none: it pays only what was carried'
            : `${day(line.fromDay)} to ${day(line.toDay)}`,
        ],
        [`${count(line.entries)} entries`, shown(line.entriesMinor)],
        ['Carried in', shown(line.carriedInMinor)],
        ['Kept back', shown(line.reserveWithheldMinor)],
        ['Given back', shown(line.reserveReleasedMinor)],
        ['Comes to', shown(line.totalMinor)],
        ['Paid from', shown(line.thresholdMinor)],
        ['Pays', shown(line.payMinor)],
        ['Carries on', shown(line.carriedOutMinor)],
        ['Why', whyCarried(line)],
        ['To', line.payee && `${line.payee.legalName}, ${line.payee.method} ${line.payee.account}`],
        ['Digest of its entries', <code key="digest">{line.digest}</code>],
      ]}
    />
  );
}

function Entries({ line }: { readonly line: Line }) {
  const { publisherId, fromDay, toDay } = line;
  const pages = usePages(
    ['journal', publisherId, fromDay, toDay],
    (api, cursor) =>
      api.GET('/v1/journal-entries', {
        params: { query: { publisherId, fromDay, toDay, limit: 100, ...(cursor === undefined ? {} : { cursor }) } },
      }),
    { enabled: fromDay <= toDay },
  );
  if (fromDay > toDay) return <Empty title="No days of its own">It pays only what was carried into it.</Empty>;
  return (
    <LongList
      caption="Journal entries of the line"
      pages={pages}
      columns={ENTRY_COLUMNS}
      keyOf={({ entryId }) => entryId}
      empty={<Empty title="No entry became payable in these days" />}
    />
  );
}

/** A line down to the entries it is the sum of, and each entry's outcome. */
export function LinePage() {
  const { runId = '', publisherId = '' } = useParams<{ runId: string; publisherId: string }>();
  const publishers = usePublishers();
  const { line, error, isLoading } = useLine(runId, publisherId);
  return (
    <Page
      title={`Line of ${nameOf(publishers, publisherId)}`}
      lead="The sum, and every journal entry it is made of. Open an outcome to see its verdict."
      actions={<Link href={`/runs/${runId}`}>Back to the run</Link>}
    >
      {error && <Failure error={error} />}
      {isLoading && <Loading what="the line" />}
      {!line && !isLoading && !error && <Empty title="This run has no line of that publisher" />}
      {line && (
        <Cards>
          <Card title="The sum" wide>
            <Sum line={line} />
          </Card>
          <Card title="Journal entries" wide>
            <Entries line={line} />
          </Card>
        </Cards>
      )}
    </Page>
  );
}
