import { useState } from 'react';
import { count, day, percent, words } from '../../../app/format.ts';
import { useRead } from '../../../app/read.ts';
import { Chart, Hours } from '../../../ui/chart.tsx';
import { Select } from '../../../ui/form.tsx';
import { Card } from '../../../ui/layout.tsx';
import { Empty, Shown } from '../../../ui/states.tsx';
import { type Asked, filterOf } from './asked.ts';
import type { Measure } from './measures.ts';

interface ChartCardProps {
  readonly asked: Asked;
  readonly measures: readonly Measure[];
}

function Choice({
  measures,
  value,
  choose,
  label,
}: {
  readonly measures: readonly Measure[];
  readonly value: string;
  readonly choose: (id: string) => void;
  readonly label: string;
}) {
  return (
    <Select
      label={label}
      name="measure"
      value={value}
      onChange={(event) => choose(event.target.value)}
      options={measures.map(({ id, label }) => [id, label] as const)}
    />
  );
}

/** A measure over time, by day; by hour where it is a day. */
export function Trend({ asked, measures }: ChartCardProps) {
  const [id, choose] = useState('outcomes');
  const measure = measures.find((each) => each.id === id);
  const by = asked.from === asked.to ? 'hour' : 'day';
  const filter = filterOf(asked);
  const series = useRead(['report', 'series', filter, by, id], (api) =>
    api.GET('/v1/reports/series', { params: { query: { ...filter, by, measures: id } } }),
  );
  return (
    <Card title="Over time" aside={<Choice label="Show" measures={measures} value={id} choose={choose} />}>
      <Shown of={series} what="the trend">
        {(found) =>
          found.series.length === 0 ? (
            <Empty title="Nothing to draw">No money moved in these days.</Empty>
          ) : (
            <Chart
              title={`${measure?.label ?? id} by ${by}`}
              kind="line"
              labels={found.times.map((time) => (by === 'day' ? day(time) : hourOf(time)))}
              series={found.series.map(({ currency, values }) => ({
                name: currency ? `${measure?.label ?? id}, ${currency}` : (measure?.label ?? id),
                values: values as (number | null)[],
              }))}
              format={(value) => measure?.show(value, found.series[0]?.currency) ?? count(value)}
            />
          )
        }
      </Shown>
    </Card>
  );
}

/** `2026-03-02T10` → `10:00`: an hour of the only day there is, by the network's clock. */
const hourOf = (time: string): string => `${time.slice(-2)}:00`;

/** When in the week it happens. */
export function WeekHours({ asked, measures }: ChartCardProps) {
  const [id, choose] = useState('outcomes');
  const measure = measures.find((each) => each.id === id);
  const filter = filterOf(asked);
  const week = useRead(['report', 'week', filter, id], (api) =>
    api.GET('/v1/reports/week', { params: { query: { ...filter, measure: id as 'outcomes' } } }),
  );
  return (
    <Card title="Hours of the week" wide aside={<Choice label="Show" measures={measures} value={id} choose={choose} />}>
      <Shown of={week} what="the hours of the week">
        {({ weeks }) =>
          weeks.length === 0 ? (
            <Empty title="Nothing to draw">No money moved in these days.</Empty>
          ) : (
            weeks.map(({ currency, rows }) => (
              <Hours
                key={currency ?? ''}
                title={`${measure?.label ?? id} by hour of the week${currency ? `, ${currency}` : ''}`}
                cells={rows.map((row) => (row as (number | null)[]).map((value) => value ?? 0))}
                format={(value) => measure?.show(value, currency) ?? count(value)}
              />
            ))
          )
        }
      </Shown>
    </Card>
  );
}

/** From visit to pay, and by which criterion the rest was lost. */
export function Funnel({ asked }: { readonly asked: Asked }) {
  const filter = { ...filterOf(asked), model: asked.model || ('call' as const) };
  const funnel = useRead(['report', 'funnel', filter], (api) =>
    api.GET('/v1/reports/funnel', { params: { query: filter } }),
  );
  return (
    <Card title="From visit to pay">
      <Shown of={funnel} what="the funnel">
        {({ stages, rejected }) => (
          <>
            <Chart
              title={`From visit to pay, ${filter.model}s`}
              kind="funnel"
              labels={stages.map(({ stage }) => words(stage))}
              series={[{ name: 'Count', values: stages.map((stage) => stage.count) }]}
            />
            <ul className="plain">
              {stages.slice(1).map(
                ({ stage, ofBefore }) =>
                  typeof ofBefore === 'number' && (
                    <li key={stage}>
                      {words(stage)}: {percent(ofBefore, 1)} of the stage before
                    </li>
                  ),
              )}
            </ul>
            {rejected.length > 0 && (
              <>
                <h3>Why the rest was rejected</h3>
                <ul className="plain">
                  {rejected.map(({ failed, count: lost }) => (
                    <li key={failed}>
                      {failed ? words(failed).replaceAll('-', ' ') : 'No criterion kept'}: {count(lost)}
                    </li>
                  ))}
                </ul>
              </>
            )}
          </>
        )}
      </Shown>
    </Card>
  );
}
