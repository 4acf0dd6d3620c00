import { z } from 'zod';
import type { IdleReport } from '../idle.ts';
import type { Fired } from '../schedules/scheduler.ts';
import { BadRequest, type LocalRoute } from './local-route.ts';

/** Far enough for any demo, and a day that everything can read (kernel/time.ts, `isDay`). */
const LATEST_MS = Date.UTC(2199, 0, 1);
const clockBody = z.union([
  z.strictObject({ toMs: z.number().int().positive() }),
  z.strictObject({ advanceMs: z.number().int().nonnegative() }),
]);

/** What local-only routes may do with the running app. */
export type LocalControl = {
  readonly url: string;
  nowMs(): number;
  offsetMs(): number;
  /** Moves the clock forward; what is scheduled on the way runs at its own time. */
  moveClock(toMs: number): Promise<{ fired: Fired[] }>;
  idle(): Promise<IdleReport>;
  resources(): object;
  fireSchedule(idOrName: string): Promise<boolean>;
  /** By logical id or name. */
  secretValue(idOrName: string): string | undefined;
};

/** The person's and the demo's hand on the local app. None of this deploys. */
export const CONTROL_ROUTES: readonly LocalRoute<LocalControl>[] = [
  {
    method: 'GET',
    path: '/__local/clock',
    handle: (_request, control) => ({ status: 200, body: readClock(control) }),
  },
  {
    method: 'POST',
    path: '/__local/clock',
    handle: async (request, control) => {
      const wanted = clockBody.safeParse(request.json());
      if (!wanted.success) throw new BadRequest('send {"toMs": epoch milliseconds} or {"advanceMs": milliseconds}');
      const nowMs = control.nowMs();
      const toMs = 'toMs' in wanted.data ? wanted.data.toMs : nowMs + wanted.data.advanceMs;
      if (toMs < nowMs) throw new BadRequest('the clock only moves forward');
      if (toMs > LATEST_MS) throw new BadRequest('the clock does not go past the year 2198');
      const { fired } = await control.moveClock(toMs);
      return { status: 200, body: { ...readClock(control), fired } };
    },
  },
  {
    method: 'GET',
    path: '/__local/idle',
    handle: async (_request, control) => ({ status: 200, body: await control.idle() }),
  },
  {
    method: 'GET',
    path: '/__local/resources',
    handle: (_request, control) => ({ status: 200, body: control.resources() }),
  },
  {
    method: 'POST',
    path: '/__local/schedules/{name}',
    handle: async ({ params }, control) =>
      (await control.fireSchedule(params.name ?? ''))
        ? { status: 200, body: { fired: params.name } }
        : { status: 404, body: { message: `no enabled schedule ${params.name}` } },
  },
  {
    method: 'GET',
    path: '/__local/secrets/{name}',
    handle: ({ params }, control) => {
      const value = control.secretValue(params.name ?? '');
      return value === undefined
        ? { status: 404, body: { message: `no secret ${params.name}` } }
        : { status: 200, body: { value } };
    },
  },
];

function readClock(control: LocalControl): object {
  return { nowMs: control.nowMs(), offsetMs: control.offsetMs() };
}
