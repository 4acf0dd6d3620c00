import type { Schema } from '../../../../client/client.ts';
import { count, money, percent, talk } from '../../../app/format.ts';
import { useRead } from '../../../app/read.ts';
import { useSession } from '../../../app/session.tsx';

export type Sums = Schema<'ReportSums'>;
type Kpi = Schema<'Kpi'>;
type Role = Schema<'Me'>['role'];

/** Something that can be read off a report and drawn: its value and how people write it. */
export interface Measure {
  readonly id: string;
  readonly label: string;
  /** In money: once for each currency. */
  readonly isMoney: boolean;
  readonly of: (sums: Sums, currency?: string) => number | undefined;
  readonly show: (value: number, currency?: string) => string;
}

const COUNTS: readonly (readonly [keyof Schema<'ReportCounts'>, string])[] = [
  ['visits', 'Visits'],
  ['clicks', 'Clicks paid for'],
  ['outcomes', 'Outcomes'],
  ['qualified', 'Qualified'],
  ['rejected', 'Rejected'],
  ['calls', 'Calls'],
  ['answered', 'Answered calls'],
  ['leads', 'Leads'],
  ['touched', 'Leads spoken to'],
  ['appointments', 'Appointments'],
  ['held', 'Meetings held'],
  ['noShows', 'No-shows'],
  ['sold', 'Sold'],
  ['bad', 'Reported bad'],
  ['disputed', 'Disputes granted'],
];

type MoneyName = 'chargeMinor' | 'payoutMinor' | 'marginMinor' | 'saleMinor' | 'clickCostMinor';
const MONEY: Readonly<Record<Role, readonly (readonly [MoneyName, string])[]>> = {
  publisher: [
    ['payoutMinor', 'Earned'],
    ['clickCostMinor', 'Cost of clicks'],
  ],
  // What a setter's work comes to is its publisher's business.
  setter: [],
  advertiser: [
    ['chargeMinor', 'Charged'],
    ['saleMinor', 'Sales reported'],
  ],
  finance: [
    ['chargeMinor', 'Charged to advertisers'],
    ['payoutMinor', 'Paid to publishers'],
    ['marginMinor', 'Margin'],
    ['saleMinor', 'Sales reported'],
  ],
  operator: [
    ['chargeMinor', 'Charged to advertisers'],
    ['payoutMinor', 'Paid to publishers'],
    ['marginMinor', 'Margin'],
    ['saleMinor', 'Sales reported'],
  ],
};

const showMoney = (value: number, currency?: string): string => (currency ? money(value, currency) : count(value));
const decimals = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });

const UNITS: Readonly<Record<Kpi['unit'], (value: number, currency?: string) => string>> = {
  share: (value) => percent(value, 1),
  seconds: (value) => `${talk(value)} min`,
  minor: showMoney,
  ratio: (value) => decimals.format(value),
};

const measureOfKpi = ({ id, name, unit }: Kpi): Measure => ({
  id,
  label: name,
  isMoney: unit === 'minor',
  of: ({ kpis }, currency) =>
    kpis.find((kpi) => kpi.id === id && (unit !== 'minor' || kpi.currency === currency))?.value,
  show: UNITS[unit],
});

/** Everything that this person may see: counts, money, key figures. */
export function useMeasures(): readonly Measure[] {
  const { me } = useSession();
  const { data } = useRead(['kpis'], (api) => api.GET('/v1/kpis'));
  return [
    ...COUNTS.map(
      ([id, label]): Measure => ({ id, label, isMoney: false, of: ({ counts }) => counts[id], show: count }),
    ),
    ...MONEY[me.role].map(
      ([id, label]): Measure => ({
        id,
        label,
        isMoney: true,
        of: (sums, currency) => sums.money.find((each) => each.currency === currency)?.[id],
        show: showMoney,
      }),
    ),
    ...(data?.items ?? []).map(measureOfKpi),
  ];
}

/** A measure of some sums in words, every currency of it. */
export function written(measure: Measure, sums: Sums): string {
  if (!measure.isMoney) {
    const value = measure.of(sums);
    return value === undefined ? '–' : measure.show(value);
  }
  const all = sums.money.flatMap(({ currency }) => {
    const value = measure.of(sums, currency);
    return value === undefined ? [] : [measure.show(value, currency)];
  });
  return all.join(' + ') || '–';
}
