import { z } from 'zod';
import { isoDay } from '../../../shared/kernel/schemas.ts';
import { type Clock, dayOf } from '../../../shared/kernel/time.ts';
import type { Log } from '../../../shared/platform/log.ts';
import {
  daysAsked,
  type Exported,
  type ExportPorts,
  exportDay,
  nightlyDays,
} from '../../../shared/reporting/lake/export-day.ts';

/** `{"from": "<day>", "to": "<day>"}`, or the schedule's own event for what a night writes. */
const request = z.object({ from: isoDay, to: isoDay }).or(z.object({ time: z.string() }));

/** Each night and when it is invoked by hand; answers how many rows each day has. */
export const exportHandler =
  (deps: ExportPorts & { readonly clock: Clock; readonly zone: string; readonly log: Log }) =>
  async (event: unknown): Promise<readonly Exported[]> => {
    const asked = request.parse(event);
    const today = dayOf(deps.clock.nowMs(), deps.zone);
    const days = 'from' in asked ? daysAsked(asked.from, asked.to) : nightlyDays(today);
    const done: Exported[] = [];
    for (const day of days) {
      done.push(await exportDay(deps, day));
      deps.log.info('day exported', { ...done.at(-1) });
    }
    return done;
  };
