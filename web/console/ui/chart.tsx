import { lazy, type ReactNode, Suspense, useId } from 'react';
import { networkClock } from '../app/zones.ts';
import { Loading } from './states.tsx';

/** The chart library is fetched when the first chart is looked at, not before. */
const Charts = lazy(() => import('./charts.tsx'));

export interface Series {
  readonly name: string;
  /** One for each label; null where there is nothing to show, which is not zero. */
  readonly values: readonly (number | null)[];
}

export interface ChartProps {
  readonly title: string;
  readonly kind: 'line' | 'bars' | 'funnel';
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  readonly format?: (value: number) => string;
}

const plain = (value: number): string => String(value);
const shownValue = (value: number | null | undefined, format: (value: number) => string): string =>
  typeof value === 'number' ? format(value) : '–';

/** The same as a table, for who reads rather than looks. */
function Twin({ title, labels, series, format = plain }: ChartProps): ReactNode {
  return (
    <details className="twin">
      <summary>As a table</summary>
      <div className="table-wrap">
        <table>
          <caption className="hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{title}</th>
              {series.map(({ name }) => (
                <th key={name} scope="col" className="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {labels.map((label, index) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {series.map(({ name, values }) => (
                  <td key={name} className="number">
                    {shownValue(values[index], format)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

export function Chart(props: ChartProps) {
  const id = useId();
  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption id={id} className="hidden">
        {props.title}
      </figcaption>
      <div className="chart-area" aria-hidden="true">
        <Suspense fallback={<Loading what={props.title} />}>
          <Charts {...props} />
        </Suspense>
      </div>
      <Twin {...props} />
    </figure>
  );
}

export interface HoursProps {
  readonly title: string;
  /** Seven rows, Monday first, of 24 numbers. */
  readonly cells: readonly (readonly number[])[];
  readonly format?: (value: number) => string;
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const STEPS = 5;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** Hours of the network's week as a table whose cells are shaded: it is its own twin. */
export const Hours = (props: HoursProps) => (
  <>
    <p className="hint">Hours by {networkClock()}.</p>
    <HoursTable {...props} />
  </>
);

function HoursTable({ title, cells, format = plain }: HoursProps) {
  const most = Math.max(1, ...cells.flat());
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="table-wrap" tabIndex={0} aria-label={title}>
      <table className="hours">
        <caption className="hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            {HOURS.map((hour) => (
              <th key={hour} scope="col">
                {hour}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {DAYS.map((name, row) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {HOURS.map((hour) => {
                const value = cells[row]?.[hour] ?? 0;
                return (
                  <td key={hour} data-shade={Math.ceil((value / most) * STEPS)}>
                    {value === 0 ? '' : format(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
