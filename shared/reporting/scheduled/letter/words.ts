import { toDecimal } from '../../../kernel/money.ts';
import type { Day } from '../../../kernel/time.ts';
import type { KpiValue, ReportSide } from '../../kpis.ts';
import { KPIS } from '../../kpis.ts';
import type { Dimension } from '../../model.ts';
import type { Period } from '../../read-facts.ts';
import type { ShownMoney } from '../../show-sums.ts';

/** How people write what a report has in it. Letters are in English, so all of it is. */
const LANGUAGE = 'en-US';

/** Control characters, line ends among them, would let a name begin a line of its own. */
export const plain = (text: string): string => text.replace(/\p{Cc}/gu, ' ');

const counts = new Intl.NumberFormat(LANGUAGE);
const ratios = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 2 });
const shares = new Intl.NumberFormat(LANGUAGE, { style: 'percent', maximumFractionDigits: 1 });

export const count = (value: number): string => counts.format(value);
export const share = (value: number): string => shares.format(value);

/** Exact, however large: the decimals go in as text. */
export const money = (amountMinor: bigint, currency: string): string =>
  new Intl.NumberFormat(LANGUAGE, { style: 'currency', currency }).format(
    toDecimal(amountMinor, currency) as Intl.StringNumericLiteral,
  );

const dates = (style: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(LANGUAGE, { timeZone: 'UTC', ...style });
const long = dates({ weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' });
const range = dates({ year: 'numeric', month: 'long', day: 'numeric' });
const short = dates({ weekday: 'short', month: 'short', day: 'numeric' });
const noon = (day: Day): Date => new Date(`${day}T12:00:00Z`);

/** `Monday, March 2, 2026`, or `March 2 – 8, 2026`. */
export const periodInWords = ({ from, to }: Period): string =>
  from === to ? long.format(noon(from)) : range.formatRange(noon(from), noon(to)).replaceAll('\u2009', ' ');

export const HEADS: Readonly<Record<Dimension, string>> = {
  ...{ day: 'Day', weekday: 'Day of the week', hour: 'Hour', offer: 'Offer', advertiser: 'Advertiser' },
  ...{ publisher: 'Publisher', model: 'What', source: 'Source', setter: 'Setter', campaign: 'Campaign' },
  ...{ medium: 'Medium', term: 'Search term', content: 'Advertisement', region: 'Region', target: 'Target' },
  ...{ state: 'Verdict', failed: 'Criterion that failed' },
};

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** What a row stands for; what has a name of its own keeps it. */
export function valueInWords(dimension: Dimension, value: string): string {
  if (value === '') return '(none)';
  if (dimension === 'day') return short.format(noon(value));
  if (dimension === 'weekday') return WEEKDAYS[Number(value) - 1] ?? value;
  if (dimension === 'hour') return `${value}:00`;
  const isOurWord = dimension === 'state' || dimension === 'failed' || dimension === 'model';
  return isOurWord ? `${value.charAt(0).toUpperCase()}${value.slice(1).replaceAll('-', ' ')}` : value;
}

type Amount = Exclude<keyof ShownMoney, 'currency'>;

/** Which amounts a side is shown, and what it calls them; the first is what it looks for, the others are left out where there are none. */
export const AMOUNTS: Readonly<Record<ReportSide, readonly (readonly [Amount, string])[]>> = {
  publisher: [
    ['payoutMinor', 'Earned'],
    ['clickCostMinor', 'Clicks cost'],
  ],
  advertiser: [
    ['chargeMinor', 'Charged'],
    ['saleMinor', 'Sales'],
  ],
  network: [
    ['marginMinor', 'Margin'],
    ['chargeMinor', 'Charged'],
    ['payoutMinor', 'Paid'],
  ],
};

/** `75` seconds are `1:15 min`. */
const talk = (seconds: number): string => {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')} min`;
};

/** A key figure's name and value; undefined for one that nobody explains. */
export function kpiInWords({ id, value, currency }: KpiValue): readonly [string, string] | undefined {
  const kpi = KPIS.find((each) => each.id === id);
  if (!kpi) return undefined;
  const name = kpi.isOfMoney && currency ? `${kpi.name}, ${currency}` : kpi.name;
  if (kpi.unit === 'share') return [name, share(value)];
  if (kpi.unit === 'seconds') return [name, talk(value)];
  if (kpi.unit === 'minor' && currency) return [name, money(BigInt(value), currency)];
  return [name, ratios.format(value)];
}
