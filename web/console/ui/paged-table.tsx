import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { CursorPage } from '../app/read.ts';
import { Failure, Loading } from './states.tsx';
import { DataTable, type DataTableProps } from './table.tsx';

export interface PagedTableProps<T extends object> extends Omit<DataTableProps<T>, 'rows'> {
  readonly pages: UseInfiniteQueryResult<InfiniteData<CursorPage<T>>>;
}

/** A list that is short as a rule: as tall as its rows, with a button for what comes after. */
export function PagedTable<T extends object>({ pages, ...table }: PagedTableProps<T>) {
  const rows = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  // A filtered page may be empty and yet not the last.
  const looking = rows.length === 0 && hasNextPage;
  useEffect(() => {
    if (looking && !isFetchingNextPage) void fetchNextPage();
  }, [looking, isFetchingNextPage, fetchNextPage]);
  if (pages.error) return <Failure error={pages.error} retry={() => void pages.refetch()} />;
  if (!pages.data || looking) return <Loading what={table.caption} />;
  return (
    <>
      <DataTable {...table} rows={rows} />
      {hasNextPage && (
        <button type="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchingNextPage ? 'Loading…' : 'Show more'}
        </button>
      )}
    </>
  );
}
