import type { ReportRow } from './make-report.ts';
import { type Dimension, NAMED, type NamedDimension } from './model.ts';
import type { NameReader, Thing } from './ports.ts';

const isNamed = (dimension: Dimension): dimension is NamedDimension => (NAMED as readonly string[]).includes(dimension);

/** Names each thing that the rows are by, where it has a name; a thing of many rows is asked for once. */
export async function nameRows(
  names: NameReader,
  rows: readonly ReportRow[],
  groupBy: readonly Dimension[],
  offerOf: ReadonlyMap<string, string>,
): Promise<ReportRow[]> {
  const known = new Map(
    await Promise.all(
      groupBy.filter(isNamed).map(async (dimension) => {
        const ids = [...new Set(rows.map(({ group }) => group[dimension] ?? ''))].filter(Boolean);
        const things = ids.map((id): Thing => ({ dimension, id, offerId: offerOf.get(id) }));
        const found = await names.namesOf(things);
        return [dimension, new Map(ids.map((id, index) => [id, found[index]]))] as const;
      }),
    ),
  );
  if (known.size === 0) return [...rows];
  return rows.map((row) => {
    const named = [...known].flatMap(([dimension, of]) => {
      const name = of.get(row.group[dimension] ?? '');
      return name === undefined ? [] : [[dimension, name] as const];
    });
    return named.length === 0 ? row : { ...row, names: Object.fromEntries(named) };
  });
}
