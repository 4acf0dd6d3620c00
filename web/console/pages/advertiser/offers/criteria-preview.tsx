import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { Schema } from '../../../../client/client.ts';
import { count } from '../../../app/format.ts';
import { usePages } from '../../../app/read.ts';
import { Card, State } from '../../../ui/layout.tsx';
import { PagedTable } from '../../../ui/paged-table.tsx';
import { Empty } from '../../../ui/states.tsx';
import type { Column } from '../../../ui/table.tsx';
import { Criteria } from '../../shared/verdict.tsx';
import { type Criterion, criterionOf, type Model, type Node } from './tree.ts';

type Previewed = Schema<'PreviewedOutcome'>;

const PAGE_ROWS = 100;
/** Not at every key: when the reader has stopped for a moment. */
const PAUSE_MS = 700;

function usePaused<T>(value: T): T {
  const [paused, setPaused] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return paused;
}

function usePreview(model: Model, criteria: Criterion, offerId: string | undefined) {
  return usePages(['criteria-preview', model, criteria, offerId], (api, cursor) =>
    api.POST('/v1/criteria-previews', {
      params: { query: { limit: PAGE_ROWS, ...(cursor === undefined ? {} : { cursor }) } },
      body: { model, criteria, ...(offerId === undefined ? {} : { offerId }) },
    }),
  );
}

const COLUMNS: readonly Column<Previewed>[] = [
  {
    title: 'Outcome',
    show: ({ outcomeId, criteria }) => (
      <>
        <Link href={`/outcomes/${outcomeId}`}>{outcomeId}</Link>
        <details>
          <summary>
            Why<span className="hidden"> {outcomeId} would be so</span>
          </summary>
          <Criteria of={criteria} />
        </details>
      </>
    ),
  },
  { title: 'Was', show: ({ was }) => <State of={was} />, sort: ({ was }) => was },
  { title: 'Would be', show: ({ wouldBe }) => <State of={wouldBe} />, sort: ({ wouldBe }) => wouldBe },
];

const NAMES = { call: 'calls', lead: 'leads', appointment: 'appointments' } as const;

function Counts({
  items,
  model,
  more,
}: {
  readonly items: readonly Previewed[];
  readonly model: Model;
  readonly more: boolean;
}) {
  const would = items.filter(({ wouldBe }) => wouldBe === 'qualified');
  const gained = would.filter(({ was }) => was === 'rejected').length;
  const lost = items.filter(({ was, wouldBe }) => was === 'qualified' && wouldBe === 'rejected').length;
  return (
    <p role="status">
      Of {more ? 'the newest ' : ''}
      {count(items.length)} {NAMES[model]} of last week, <strong>{count(would.length)} would qualify</strong>:{' '}
      {count(gained)} that did not, and {count(lost)} that did would not any more.
    </p>
  );
}

export interface CriteriaPreviewProps {
  readonly model: Model;
  readonly criteria: Node;
  readonly offerId: string | undefined;
}

/** Of last week's outcomes, which would qualify under the criteria as they stand in the form. Nothing is changed by looking. */
export function CriteriaPreview({ model, criteria, offerId }: CriteriaPreviewProps) {
  const asked = usePaused(criteria);
  const pages = usePreview(model, criterionOf(asked), offerId);
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card title={`Of last week’s ${NAMES[model]}, these would qualify`}>
      {items.length > 0 && <Counts items={items} model={model} more={pages.hasNextPage} />}
      <PagedTable
        caption="What last week’s outcomes would be"
        pages={pages}
        columns={COLUMNS}
        keyOf={({ outcomeId }) => outcomeId}
        empty={<Empty title={`No ${NAMES[model]} in the last week to look at`} />}
      />
    </Card>
  );
}
