import { drawRequest } from '../../../shared/payouts/contract.ts';
import { type DrawDeps, drawLine } from '../../../shared/payouts/draw-line.ts';
import type { Count } from '../../../shared/platform/count.ts';
import { COUNTERS } from '../../../shared/platform/counters.ts';
import type { Log } from '../../../shared/platform/log.ts';
import { type QueueHandler, queueHandler } from '../../../shared/platform/queue/consume.ts';

export const drawPayoutLineHandler = (deps: DrawDeps & { readonly log: Log; readonly count: Count }): QueueHandler =>
  queueHandler(drawRequest, deps, async ({ message }) => {
    const { runId, publisherId } = message;
    const answer = await drawLine(deps, runId, publisherId);
    if (answer !== 'stopped') return;
    deps.count(COUNTERS.payoutRunStopped);
    deps.log.error('payout run stopped: a past period differs from its line', { runId, publisherId });
  });
