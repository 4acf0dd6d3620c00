import { useMemo, useState } from 'react';
import type { Schema } from '../../../../client/client.ts';
import { day, words } from '../../../app/format.ts';
import { Select } from '../../../ui/form.tsx';
import { Card } from '../../../ui/layout.tsx';
import { Empty } from '../../../ui/states.tsx';
import { type Column, DataTable } from '../../../ui/table.tsx';
import type { Asked } from './asked.ts';
import { type Measure, type Sums, written } from './measures.ts';

type Row = Schema<'ReportRow'>;
type Group = keyof Row['group'];

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const FIRST_SHOWN = ['outcomes', 'qualified', 'qualifiedRate'] as const;

/** The name that people gave to what a row stands for, where it has one. */
const givenName = ({ names }: Row, by: Group): string | undefined =>
  (names as Partial<Record<Group, string>> | undefined)?.[by];

/** What a row stands for, as people call it. */
function groupName(by: Group, row: Row): string {
  const value = row.group[by];
  if (value === undefined || value === '') return '(none)';
  if (by === 'day') return day(value);
  if (by === 'weekday') return WEEKDAYS[Number(value) - 1] ?? value;
  if (by === 'hour') return `${value.padStart(2, '0')}:00`;
  if (by === 'state' || by === 'failed' || by === 'model') return words(value).replaceAll('-', ' ');
  return givenName(row, by) ?? value;
}

function Cell({ measure, now, before }: { measure: Measure; now: Sums; before: Sums | undefined }) {
  return (
    <>
      {written(measure, now)}
      {before && <small className="was"> was {written(measure, before)}</small>}
    </>
  );
}

const sortValue = (measure: Measure, sums: Sums): number =>
  measure.of(sums, measure.isMoney ? sums.money[0]?.currency : undefined) ?? Number.NEGATIVE_INFINITY;

export interface RowsProps {
  readonly asked: Asked;
  readonly report: Schema<'Report'>;
  readonly measures: readonly Measure[];
  readonly labelOf: (dimension: string) => string;
}

/** The report as a table: what each row stands for, and the measures the reader wants. */
export function Rows({ asked, report, measures, labelOf }: RowsProps) {
  const [more, setMore] = useState('averageTalkSeconds');
  const columns = useMemo((): Column<Row>[] => {
    const groups = [asked.by, asked.second].filter(Boolean) as Group[];
    const shown = measures.filter(
      ({ id, isMoney }) =>
        (FIRST_SHOWN as readonly string[]).includes(id) || (isMoney && id.endsWith('Minor')) || id === more,
    );
    return [
      ...groups.map((by) => ({
        title: labelOf(by),
        show: (row: Row) => (
          <>
            {groupName(by, row)}
            {by === 'day' && row.beforeDay && <small className="was"> beside {day(row.beforeDay)}</small>}
          </>
        ),
        sort: (row: Row) => givenName(row, by) ?? row.group[by] ?? '',
      })),
      ...shown.map((measure) => ({
        title: measure.label,
        number: true,
        show: (row: Row) => <Cell measure={measure} now={row} before={row.before} />,
        sort: (row: Row) => sortValue(measure, row),
      })),
    ];
  }, [asked.by, asked.second, measures, more, labelOf]);
  const choice = (
    <Select
      label="Show also"
      name="more"
      value={more}
      onChange={(event) => setMore(event.target.value)}
      options={measures.map(({ id, label }) => [id, label] as const)}
    />
  );
  return (
    <Card title="In figures" wide aside={choice}>
      <DataTable
        caption="The report in figures"
        rows={report.rows}
        columns={columns}
        keyOf={({ group, beforeDay }) => [...Object.values(group), beforeDay].join('|')}
        empty={
          <Empty title="Nothing in these days">
            Choose a longer period, or fewer conditions. Outcomes are here seconds after their verdict.
          </Empty>
        }
      />
    </Card>
  );
}
