import { until } from '../../../infra/local/demo/http.ts';
import { WEEK_ENDS } from '../../payouts/market.ts';
import type { RunningApp } from '../running-app.ts';
import { client } from './client.ts';

const TO_DAY = WEEK_ENDS[1];
export const RUN_ID = `run_demand_${TO_DAY}`;

const MINUTE_MS = 60_000;
/** Minutes of the app's clock that a run may take. */
const MAX_STEPS = 400;

/** The keys of the two people that a run needs. */
export interface Desk {
  readonly opener: string;
  readonly approver: string;
}

export async function openDesk(app: RunningApp): Promise<Desk> {
  const { value } = await client(app).get<{ value: string }>(
    `/__local/secrets/${encodeURIComponent('callbourse/local/operator-key')}`,
  );
  const keyOf = async (subjectId: string): Promise<string> => {
    const answer = await client(app, value).send('POST', '/v1/keys', { role: 'finance', subjectId, label: 'desk' });
    return (JSON.parse(answer.text) as { key: string }).key;
  };
  return { opener: await keyOf('anna'), approver: await keyOf('ben') };
}

/** Waits until nothing is left to do but what waits for its time. */
export const settled = (app: RunningApp): Promise<void> =>
  until(
    'the app to settle',
    async () => (await client(app).get<{ settled: boolean }>('/__local/idle')).settled,
    300_000,
  );

interface Run {
  readonly state: string;
  readonly approved?: { readonly at: string };
}

/**
 * Leads a run on from wherever it stands, as people and schedules do, until it is issued. May be cut off anywhere and begun again.
 *
 * @param isAtWork called once the app has answered for the first time
 */
export async function payRun(
  app: RunningApp,
  { opener, approver }: Desk,
  approveAtMs: number,
  isAtWork: () => void = () => {},
): Promise<Run> {
  const local = client(app);
  const finance = client(app, opener);
  const path = `/v1/payout-runs/${RUN_ID}`;
  const steps: Record<string, () => Promise<unknown>> = {
    drawn: async () => {
      const { nowMs } = await local.get<{ nowMs: number }>('/__local/clock');
      if (nowMs < approveAtMs) await local.send('POST', '/__local/clock', { toMs: approveAtMs });
      await client(app, approver).send('POST', `${path}/approve`);
    },
  };
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const { items } = await finance.get<{ items: readonly (Run & { runId: string })[] }>('/v1/payout-runs');
    if (step === 0) isAtWork();
    const run = items.find(({ runId }) => runId === RUN_ID);
    if (run?.state === 'issued') return run;
    if (run?.state === 'stopped') throw new Error('the run stopped');
    if (!run) await finance.send('POST', '/v1/payout-runs', { toDay: TO_DAY });
    else await (steps[run.state] ?? (() => local.send('POST', '/__local/clock', { advanceMs: MINUTE_MS })))();
  }
  throw new Error('the run does not come to an end');
}

/** What a run has paid by: each file with its content. */
export async function filesOf(app: RunningApp, { opener }: Desk): Promise<ReadonlyMap<string, string>> {
  const finance = client(app, opener);
  const { items } = await finance.get<{ items: readonly { name: string }[] }>(`/v1/payout-runs/${RUN_ID}/files`);
  const files = new Map<string, string>();
  for (const { name } of items) files.set(name, await finance.text(`/v1/payout-runs/${RUN_ID}/files/${name}`));
  return files;
}

/** Whether run, lines, ledger and files say the same. */
export async function tiesOut(app: RunningApp, { opener }: Desk): Promise<boolean> {
  const path = `/v1/payout-runs/${RUN_ID}/tie-out`;
  return (await client(app, opener).get<{ tiesOut: boolean }>(path)).tiesOut;
}
