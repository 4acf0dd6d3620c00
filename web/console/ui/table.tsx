import {
  type ColumnDef,
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFns,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type ReactNode, useMemo } from 'react';

/** One column: what stands in it, and what it is sorted by where it can be. */
export interface Column<T> {
  readonly title: string;
  readonly show: (row: T) => ReactNode;
  readonly sort?: (row: T) => string | number;
  /** Numbers stand to the right. */
  readonly number?: boolean;
}

export interface DataTableProps<T> {
  /** What a screen reader calls it. */
  readonly caption: string;
  readonly rows: readonly T[];
  readonly columns: readonly Column<T>[];
  readonly keyOf: (row: T) => string;
  readonly empty?: ReactNode;
}

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel(), sortFns });

const NOTHING: readonly never[] = [];

function definitionsOf<T extends object>(columns: readonly Column<T>[]): ColumnDef<typeof features, T>[] {
  const helper = createColumnHelper<typeof features, T>();
  return columns.map(({ title, sort }) =>
    helper.accessor((row) => (sort ? sort(row) : title), {
      id: title,
      header: title,
      enableSorting: sort !== undefined,
    }),
  ) as ColumnDef<typeof features, T>[];
}

const SORTED = { asc: 'ascending', desc: 'descending' } as const;

/** A table that fits on a page: sorted by its headings, read as a table by everything that reads. */
export function DataTable<T extends object>({ caption, rows, columns, keyOf, empty }: DataTableProps<T>) {
  const definitions = useMemo(() => definitionsOf(columns), [columns]);
  const data = rows.length > 0 ? (rows as T[]) : (NOTHING as unknown as T[]);
  const table = useTable({ features, columns: definitions, data, getRowId: keyOf });
  if (rows.length === 0 && empty) return <>{empty}</>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="table-wrap" tabIndex={0} aria-label={caption}>
      <table>
        <caption className="hidden">{caption}</caption>
        <thead>
          <tr>
            {table.getHeaderGroups()[0]?.headers.map((header, index) => {
              const sorted = header.column.getIsSorted();
              const number = columns[index]?.number ? 'number' : undefined;
              return (
                <th key={header.id} scope="col" className={number} aria-sort={sorted ? SORTED[sorted] : undefined}>
                  {header.column.getCanSort() ? (
                    <button type="button" className="heading" onClick={header.column.getToggleSortingHandler()}>
                      {header.id}
                      <span aria-hidden="true">{sorted === 'asc' ? ' ↑' : sorted === 'desc' ? ' ↓' : ''}</span>
                    </button>
                  ) : (
                    header.id
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id}>
              {row.getAllCells().map((cell, index) => (
                <td
                  key={cell.id}
                  className={columns[index]?.number ? 'number' : undefined}
                  data-label={columns[index]?.title}
                >
                  {/* Called and not made an element of: a table whose columns are made anew would lose what is typed in it. */}
                  {columns[index]?.show(row.original)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
