import { useState } from 'react';
import { usePages } from '../../app/read.ts';
import { PagedTable } from '../../ui/paged-table.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';
import { OfferName } from '../shared/names.tsx';

interface PoolNumber {
  readonly number: string;
  readonly offerId: string;
}

const PAGE_ROWS = 50;

const COLUMNS: readonly Column<PoolNumber>[] = [
  { title: 'Number', show: ({ number }) => number, sort: ({ number }) => number },
  { title: 'Offer', show: ({ offerId }) => <OfferName of={offerId} /> },
];

interface PoolNumbersProps {
  readonly poolId: string;
  readonly publisherId: string;
  readonly name: string;
}

/** Every number that a pool hands out, bought here or brought along. */
export function PoolNumbers({ poolId, publisherId, name }: PoolNumbersProps) {
  const [open, setOpen] = useState(false);
  const pages = usePages(
    ['pool-numbers', poolId],
    (api, cursor) =>
      api.GET('/v1/numbers', {
        params: { query: { publisherId, poolId, limit: PAGE_ROWS, ...(cursor === undefined ? {} : { cursor }) } },
      }),
    { enabled: open },
  );
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>All numbers of {name}</summary>
      {open && (
        <PagedTable
          caption={`All numbers of ${name}`}
          pages={pages}
          columns={COLUMNS}
          keyOf={({ number }) => number}
          empty={
            <Empty title="No number yet">Buy one and place it here: until then each visit gets the fallback.</Empty>
          }
        />
      )}
    </details>
  );
}
