import { useState } from 'react';
import { useRead } from '../../app/read.ts';
import { useSession } from '../../app/session.tsx';
import { networkClock } from '../../app/zones.ts';
import { Download } from '../../ui/download.tsx';
import { Cards, Page, Stat, Stats } from '../../ui/layout.tsx';
import { Shown } from '../../ui/states.tsx';
import { DIMENSIONS, FIRST, queryOf } from './reports/asked.ts';
import { Funnel, Trend, WeekHours } from './reports/charts.tsx';
import { Controls } from './reports/controls.tsx';
import { type Measure, type Sums, useMeasures, written } from './reports/measures.ts';
import { NewSchedule } from './reports/new-schedule.tsx';
import { Rows } from './reports/rows.tsx';
import { Schedules } from './reports/schedules.tsx';

const HEADLINES: readonly string[] = ['visits', 'outcomes', 'qualified', 'qualifiedRate', 'averageTalkSeconds'];

interface FiguresProps {
  readonly total: Sums;
  readonly before: Sums | undefined;
  readonly measures: readonly Measure[];
}

function Figures({ total, before, measures }: FiguresProps) {
  const shown = measures.filter(({ id, isMoney }) => HEADLINES.includes(id) || (isMoney && id.endsWith('Minor')));
  return (
    <Stats>
      {shown.map((measure) => (
        <Stat
          key={measure.id}
          label={measure.label}
          value={written(measure, total)}
          hint={before && `was ${written(measure, before)}`}
        />
      ))}
    </Stats>
  );
}

/** Any period, grouped by what the reader asks, beside another: figures, charts, table, file. */
export function Reports() {
  const { me } = useSession();
  const [asked, setAsked] = useState(FIRST);
  const measures = useMeasures();
  const query = queryOf(asked);
  const isWhole = asked.from !== '' && asked.to !== '';
  const report = useRead(['report', 'asked', query], (api) => api.GET('/v1/reports', { params: { query } }), {
    enabled: isWhole,
  });
  const labelOf = (dimension: string): string =>
    DIMENSIONS[me.role].find(([value]) => value === dimension)?.[1] ?? dimension;
  const canSchedule = me.scopes.includes('webhooks:write');
  const path = `/v1/reports/csv?${new URLSearchParams(query)}`;
  return (
    <Page
      title="Reports"
      lead={`Any days up to 92, by ${networkClock()}. Outcomes count when they are judged, corrections when they are made.`}
      actions={
        <>
          <Download path={path} name={`callbourse-${asked.from}-${asked.to}.csv`}>
            Download as CSV
          </Download>
          {canSchedule && <NewSchedule asked={asked} labelOf={labelOf} />}
        </>
      }
    >
      <Controls asked={asked} change={(change) => setAsked({ ...asked, ...change })} />
      <Shown of={report} what="the report">
        {(found) => (
          <>
            <Figures total={found.total} before={found.totalBefore} measures={measures} />
            <Cards>
              <Rows asked={asked} report={found} measures={measures} labelOf={labelOf} />
              <Trend asked={asked} measures={measures} />
              <Funnel asked={asked} />
              <WeekHours asked={asked} measures={measures} />
            </Cards>
          </>
        )}
      </Shown>
      {canSchedule && <Schedules labelOf={labelOf} />}
    </Page>
  );
}
