import type { CapPeriod } from '../catalog/target-rules.ts';
import { dayOf, type EpochMs, wallClock } from '../kernel/time.ts';
import type { Promised } from './ports.ts';

/** What a target takes in one period. */
export interface Limit {
  readonly per: CapPeriod;
  /** Names the period, e.g. `2026-03-02T10` for an hour; a later one sorts behind. */
  readonly key: string;
  readonly calls: number;
  /** Absent where money is not limited. */
  readonly amountMinor?: bigint;
}

/** After how many unanswered calls a target rests, until the hour or day is over. */
export interface Patience {
  readonly hour: string;
  readonly day: string;
  readonly inHour: number;
  readonly inDay: number;
}

export interface Limits {
  /** Calls at the same time. */
  readonly most: number;
  readonly limits: readonly Limit[];
  readonly patience?: Patience;
}

const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/** The periods that an instant lies in, in the network's zone. */
export function periodKeys(atMs: EpochMs, zone: string): Readonly<Record<CapPeriod, string>> {
  const day = dayOf(atMs, zone);
  const hour = Math.floor(wallClock(atMs, zone).minuteOfDay / 60);
  return { hour: `${day}T${String(hour).padStart(2, '0')}`, day, month: day.slice(0, 7), total: 'total' };
}

/** What a target promises to take now; undefined where it promises nothing, so that nothing has to be counted. */
export function limitsOf(target: Promised, atMs: EpochMs, zone: string): Limits | undefined {
  const keys = periodKeys(atMs, zone);
  const limits = limitsBy(target).map((limit) => ({ ...limit, key: keys[limit.per] }));
  const most = Math.min(target.maxConcurrent ?? NO_LIMIT, mostInHour(target, atMs));
  const { inHour, inDay } = target.rules?.pauseUnanswered ?? {};
  const isPatient = inHour === undefined && inDay === undefined;
  if (most === NO_LIMIT && limits.length === 0 && isPatient) return undefined;
  if (isPatient) return { most, limits };
  const patience = { hour: keys.hour, day: keys.day, inHour: inHour ?? NO_LIMIT, inDay: inDay ?? NO_LIMIT };
  return { most, limits, patience };
}

/** The target's own daily cap and the day of its rules are one limit, the smaller. */
function limitsBy({ dailyCap, rules }: Promised): readonly Omit<Limit, 'key'>[] {
  const byPeriod = new Map<CapPeriod, Omit<Limit, 'key'>>();
  if (dailyCap !== undefined) byPeriod.set('day', { per: 'day', calls: dailyCap });
  for (const { per, calls, amountMinor } of rules?.caps ?? []) {
    const most = Math.min(calls ?? NO_LIMIT, byPeriod.get(per)?.calls ?? NO_LIMIT);
    byPeriod.set(per, { per, calls: most, ...(amountMinor === undefined ? {} : { amountMinor }) });
  }
  return [...byPeriod.values()];
}

function mostInHour({ rules }: Promised, atMs: EpochMs): number {
  if (!rules?.hourlyConcurrent) return NO_LIMIT;
  const { zone, most } = rules.hourlyConcurrent;
  return most[Math.floor(wallClock(atMs, zone).minuteOfDay / 60)] ?? NO_LIMIT;
}
