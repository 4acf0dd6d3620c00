import { Temporal } from 'temporal-polyfill';
import { parseCron } from './cron.ts';

/** When something is due. */
export type Schedule = {
  /** The latest due time in (`afterMs`, `untilMs`], epoch milliseconds, or undefined when there is none. */
  latestDue(afterMs: number, untilMs: number): number | undefined;
};

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Parses `rate(…)`, `cron(…)` or `at(…)` as EventBridge writes them, in the given IANA zone. Rates are counted from the
 * epoch rather than from the deployment, so that they fall the same after a restart. Throws for anything else.
 */
export function parseSchedule(expression: string, zone: string): Schedule {
  const match = /^(rate|cron|at)\((.+)\)$/.exec(expression.trim());
  const [, kind, body = ''] = match ?? [];
  if (kind === 'rate') return parseRate(body);
  if (kind === 'cron') return parseCron(body, zone);
  if (kind === 'at') return once(Temporal.PlainDateTime.from(body).toZonedDateTime(zone).epochMilliseconds);
  throw new Error(`schedule expression not understood: ${expression}`);
}

function parseRate(body: string): Schedule {
  const [, count, unit] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(body) ?? [];
  const unitMs = UNIT_MS[unit ?? ''];
  if (!count || !unitMs) throw new Error(`rate not understood: rate(${body})`);
  const periodMs = Number(count) * unitMs;
  return {
    latestDue: (afterMs, untilMs) => {
      const dueMs = Math.floor(untilMs / periodMs) * periodMs;
      return dueMs > afterMs ? dueMs : undefined;
    },
  };
}

function once(dueMs: number): Schedule {
  return { latestDue: (afterMs, untilMs) => (dueMs > afterMs && dueMs <= untilMs ? dueMs : undefined) };
}
