import {
  Bar,
  BarChart,
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { ChartProps } from './chart.tsx';

const COLOURS = ['var(--series-1)', 'var(--series-2)', 'var(--series-3)', 'var(--series-4)'] as const;
const HEIGHT_PX = 240;

const colourOf = (index: number): string => COLOURS[index % COLOURS.length] ?? COLOURS[0];

/** What the charts draw: a row for each label, a field for each series. */
const rowsOf = ({ labels, series }: ChartProps): Record<string, string | number | null>[] =>
  labels.map((label, index) => ({
    label,
    ...Object.fromEntries(series.map(({ name, values }) => [name, values[index] ?? null])),
  }));

/** What is drawn can't be focused: who does not look reads the table beside it (chart.tsx). */
export default function Charts(props: ChartProps) {
  const { kind, series, format } = props;
  const data = rowsOf(props);
  const tooltip = (
    <Tooltip
      formatter={(value) => (format && typeof value === 'number' ? format(value) : value)}
      contentStyle={{ background: 'var(--surface)', border: '1px solid var(--line)', borderRadius: 8 }}
    />
  );
  if (kind === 'line') {
    return (
      <ResponsiveContainer width="100%" height={HEIGHT_PX}>
        <LineChart data={data} accessibilityLayer={false} margin={{ top: 8, right: 8, bottom: 0, left: 0 }}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis dataKey="label" stroke="var(--soft)" tickLine={false} />
          <YAxis
            stroke="var(--soft)"
            tickLine={false}
            axisLine={false}
            allowDecimals={format !== undefined}
            {...(format ? { tickFormatter: format } : {})}
          />
          {tooltip}
          <Legend />
          {series.map(({ name }, index) => (
            <Line
              key={name}
              dataKey={name}
              stroke={colourOf(index)}
              strokeWidth={2}
              dot={false}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    );
  }
  const lying = kind === 'funnel';
  return (
    <ResponsiveContainer width="100%" height={HEIGHT_PX}>
      <BarChart
        data={data}
        accessibilityLayer={false}
        layout={lying ? 'vertical' : 'horizontal'}
        margin={{ top: 8, right: 8, bottom: 0, left: lying ? 24 : 0 }}
      >
        <CartesianGrid stroke="var(--line)" vertical={lying} horizontal={!lying} />
        <XAxis
          {...(lying ? { type: 'number' as const, allowDecimals: format !== undefined } : { dataKey: 'label' })}
          stroke="var(--soft)"
          tickLine={false}
        />
        <YAxis
          {...(lying
            ? { type: 'category' as const, dataKey: 'label', width: 90 }
            : { allowDecimals: format !== undefined })}
          stroke="var(--soft)"
          tickLine={false}
          axisLine={false}
        />
        {tooltip}
        {series.length > 1 && <Legend />}
        {series.map(({ name }, index) => (
          <Bar
            key={name}
            dataKey={name}
            fill={colourOf(index)}
            radius={lying ? [0, 4, 4, 0] : [4, 4, 0, 0]}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
