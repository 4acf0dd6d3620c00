import { PAYOUT_SCHEDULES, type PayoutSchedule } from '../catalog/payout-schedule.ts';
import { notFound, type Problem } from '../kernel/problem.ts';
import { type Day, isDay } from '../kernel/time.ts';

export interface RunName {
  /** Whose publishers it pays; `demand` pays everybody. */
  readonly schedule: PayoutSchedule;
  readonly toDay: Day;
  /** 1, and one more for each cancelled run of the same name. */
  readonly attempt: number;
}

const PATTERN = /^run_([a-z-]+)_(\d{4}-\d{2}-\d{2})(?:_([2-9]|[12]\d))?$/;

/** The same period on the same schedule is the same run: `run_weekly_2026-03-01`. */
export const runIdOf = ({ schedule, toDay, attempt }: RunName): string =>
  `run_${schedule}_${toDay}${attempt > 1 ? `_${attempt}` : ''}`;

export function parseRunId(runId: string): RunName | undefined {
  const match = PATTERN.exec(runId);
  const [, name, toDay = '', attempt] = match ?? [];
  const schedule = PAYOUT_SCHEDULES.find((each) => each === name);
  if (!schedule || !isDay(toDay)) return undefined;
  return { schedule, toDay, attempt: Number(attempt ?? 1) };
}

export const unknownRun = (runId: string): Problem => notFound(`payout run ${runId}`);
