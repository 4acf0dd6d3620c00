import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type CursorPage, useLookOn } from '../app/read.ts';
import { Failure, Loading } from './states.tsx';
import { DataTable, type DataTableProps } from './table.tsx';

export interface PagedTableProps<T extends object> extends Omit<DataTableProps<T>, 'rows'> {
  readonly pages: UseInfiniteQueryResult<InfiniteData<CursorPage<T>>>;
}

/** A list that is short as a rule: as tall as its rows, with a button for what comes after. */
export function PagedTable<T extends object>({ pages, ...table }: PagedTableProps<T>) {
  const rows = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const looking = useLookOn(pages, rows.length);
  const failure = pages.error && <Failure error={pages.error} retry={() => void pages.refetch()} />;
  if (!pages.data || looking) return failure ?? <Loading what={table.caption} />;
  return (
    <>
      <DataTable {...table} rows={rows} />
      {failure}
      {hasNextPage && (
        <button type="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchingNextPage ? 'Loading…' : 'Show more'}
        </button>
      )}
    </>
  );
}
