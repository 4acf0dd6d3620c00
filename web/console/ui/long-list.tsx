import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { type CursorPage, useLookOn } from '../app/read.ts';
import { Failure, Loading } from './states.tsx';
import type { Column } from './table.tsx';

export interface LongListProps<T> {
  readonly caption: string;
  readonly pages: UseInfiniteQueryResult<InfiniteData<CursorPage<T>>>;
  readonly columns: readonly Column<T>[];
  readonly keyOf: (row: T) => string;
  readonly empty: ReactNode;
}

const ROW_PX = 44;
const OVERSCAN = 12;

type RowsProps<T> = Omit<LongListProps<T>, 'empty'> & { readonly rows: readonly T[] };

function Rows<T>({ caption, pages, columns, keyOf, rows }: RowsProps<T>) {
  const scroller = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
  });
  const inSight = virtual.getVirtualItems();
  const [first, end] = [inSight[0], inSight.at(-1)];
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const isNearEnd = end !== undefined && end.index >= rows.length - OVERSCAN;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && isNearEnd) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, isNearEnd]);
  const above = first?.start ?? 0;
  const below = virtual.getTotalSize() - (end?.end ?? 0);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section ref={scroller} className="long-list" tabIndex={0} aria-label={caption}>
        <table aria-rowcount={hasNextPage ? -1 : rows.length + 1}>
          <caption className="hidden">{caption}</caption>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map(({ title, number }) => (
                <th key={title} scope="col" className={number ? 'number' : undefined}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {above > 0 && <tr style={{ height: above }} />}
            {inSight.map(({ index }) => {
              const row = rows[index];
              if (row === undefined) return null;
              return (
                <tr key={keyOf(row)} aria-rowindex={index + 2}>
                  {columns.map(({ title, show, number }) => (
                    <td key={title} className={number ? 'number' : undefined}>
                      {show(row)}
                    </td>
                  ))}
                </tr>
              );
            })}
            {below > 0 && <tr style={{ height: below }} />}
          </tbody>
        </table>
      </section>
      <p className="hint" role="status">
        {rows.length} shown{hasNextPage ? ', more as you scroll' : ', and that is all'}
      </p>
    </>
  );
}

/**
 * A list of any length: pages are fetched as the reader nears the end, and only the rows in sight are in the document, so
 * a hundred thousand scroll like ten.
 */
export function LongList<T>({ empty, ...list }: LongListProps<T>) {
  const { pages, caption } = list;
  const rows = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data]);
  const looking = useLookOn(pages, rows.length);
  const failure = pages.error && <Failure error={pages.error} retry={() => void pages.refetch()} />;
  if (!pages.data || looking) return failure ?? <Loading what={caption} />;
  return (
    <>
      {rows.length === 0 ? empty : <Rows {...list} rows={rows} />}
      {failure}
    </>
  );
}
