import { useMemo, useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { count, percent } from '../../app/format.ts';
import { usePublishers } from '../../app/parties.ts';
import { nameOf, type Party } from '../../app/party-names.ts';
import { lastDays } from '../../app/period.ts';
import { useRead } from '../../app/read.ts';
import { Chart } from '../../ui/chart.tsx';
import { Card, Cards, Page } from '../../ui/layout.tsx';
import { PartyField } from '../../ui/party-field.tsx';
import { Empty, Shown } from '../../ui/states.tsx';
import { type Column, DataTable } from '../../ui/table.tsx';
import { MarkCaller } from './mark-caller.tsx';

type Row = Schema<'ReportRow'>;
type Quality = Schema<'QualityDetail'>;

const DAYS = 30;

const columnsOf = (publishers: readonly Party[]): readonly Column<Row>[] => [
  {
    title: 'Publisher',
    show: ({ group }) => nameOf(publishers, group.publisher ?? ''),
    sort: ({ group }) => nameOf(publishers, group.publisher ?? ''),
  },
  {
    title: 'Judged',
    number: true,
    show: ({ counts }) => count(counts.outcomes),
    sort: ({ counts }) => counts.outcomes,
  },
  {
    title: 'Rejected',
    number: true,
    show: ({ counts }) => percent(counts.rejected, counts.outcomes),
    sort: ({ counts }) => counts.rejected / Math.max(1, counts.outcomes),
  },
  { title: 'Reported bad', number: true, show: ({ counts }) => count(counts.bad), sort: ({ counts }) => counts.bad },
  {
    title: 'Disputes granted',
    number: true,
    show: ({ counts }) => count(counts.disputed),
    sort: ({ counts }) => counts.disputed,
  },
];

function ByPublisher() {
  const publishers = usePublishers();
  const period = lastDays(DAYS);
  const report = useRead(['report', 'fraud', 'publisher', period], (api) =>
    api.GET('/v1/reports', { params: { query: { ...period, groupBy: 'publisher' } } }),
  );
  const columns = useMemo(() => columnsOf(publishers), [publishers]);
  return (
    <Card title="Publishers, last 30 days" wide>
      <Shown of={report} what="the publishers">
        {({ rows }) => (
          <DataTable
            caption="Publishers by what was rejected, bad and disputed"
            rows={rows}
            columns={columns}
            keyOf={({ group }) => group.publisher ?? ''}
            empty={<Empty title="Nothing was judged in the last 30 days" />}
          />
        )}
      </Shown>
    </Card>
  );
}

function Rejections({ publisherId }: { readonly publisherId: string }) {
  const period = lastDays(DAYS);
  const of = publisherId ? { publisherId } : {};
  const report = useRead(['report', 'fraud', 'failed', period, of], (api) =>
    api.GET('/v1/reports', { params: { query: { ...period, ...of, groupBy: 'failed' } } }),
  );
  return (
    <Card title="What rejected outcomes failed">
      <Shown of={report} what="the rejections">
        {({ rows }) => {
          const failed = rows.filter(({ group, counts }) => group.failed && counts.rejected > 0);
          if (failed.length === 0) return <Empty title="Nothing was rejected" />;
          return (
            <Chart
              title="Rejected outcomes by criterion"
              kind="bars"
              labels={failed.map(({ group }) => group.failed?.replaceAll('-', ' ') ?? '')}
              series={[{ name: 'Rejected', values: failed.map(({ counts }) => counts.rejected) }]}
            />
          );
        }}
      </Shown>
      <p className="hint">
        Many <em>repeat</em> is the same callers again; many <em>talk time</em> is calls that end as soon as they are
        answered; many <em>customer</em> is people the advertiser has already.
      </p>
    </Card>
  );
}

const SOURCES: readonly Column<Quality['sources'][number]>[] = [
  { title: 'Source', show: ({ source }) => source, sort: ({ source }) => source },
  { title: 'Score', number: true, show: ({ score }) => count(score), sort: ({ score }) => score },
];

const PARTS: readonly Column<Quality['parts'][number]>[] = [
  { title: 'Part', show: ({ name, meaning }) => <span title={meaning}>{name}</span> },
  { title: 'Points', number: true, show: ({ points, ofPoints }) => `${count(points)} of ${count(ofPoints)}` },
  { title: 'Seen', number: true, show: ({ share }) => (share === undefined ? '–' : percent(share, 1)) },
  { title: 'Usual', number: true, show: ({ usual }) => percent(usual, 1) },
  { title: 'Of', number: true, show: ({ outOf }) => (outOf === undefined ? '–' : count(outOf)) },
];

/** Below it a publisher brings much less than is usual. */
const LOW_SCORE = 40;

function QualityOf({ publisherId }: { readonly publisherId: string }) {
  const quality = useRead(
    ['quality', publisherId],
    (api) => api.GET('/v1/quality/{publisherId}', { params: { path: { publisherId } } }),
    { enabled: publisherId !== '' },
  );
  if (publisherId === '') return <Empty title="Choose a publisher" />;
  return (
    <Shown of={quality} what="the quality">
      {({ score, parts, sources }) => (
        <>
          <p>
            <strong>{count(score)} of 100</strong>
            {score < LOW_SCORE ? ', low: look at its sources' : ''}, of the last 90 days.
          </p>
          <DataTable caption="What the score is made of" rows={parts} columns={PARTS} keyOf={({ id }) => id} />
          <h3>By source</h3>
          <DataTable
            caption="Quality by source"
            rows={sources}
            columns={SOURCES}
            keyOf={({ source }) => source}
            empty={<Empty title="No source was judged yet" />}
          />
        </>
      )}
    </Shown>
  );
}

/** Who brings what is not worth paying for, and what to do about it. */
export function Fraud() {
  const publishers = usePublishers();
  const [chosen, setChosen] = useState('');
  return (
    <Page
      title="Fraud review"
      lead="Who brings what is rejected, reported bad or disputed. Pause a publisher under Publishers; block a caller here."
      actions={
        <PartyField label="Publisher" name="publisherId" parties={publishers} value={chosen} onChoose={setChosen} />
      }
    >
      <Cards>
        <ByPublisher />
        <Rejections publisherId={chosen} />
        <Card title="Quality score">
          <QualityOf publisherId={chosen || (publishers[0]?.id ?? '')} />
        </Card>
        <MarkCaller />
      </Cards>
    </Page>
  );
}
