import { type JudgeRequest, judgeRequest } from '../../../shared/outcomes/contract.ts';
import { type JudgePorts, judgeOutcome } from '../../../shared/outcomes/judge-outcome.ts';
import type { Log } from '../../../shared/platform/log.ts';
import { type QueueHandler, queueHandler } from '../../../shared/platform/queue/consume.ts';
import type { Sender } from '../../../shared/platform/sqs.ts';

/**
 * A day is undecided for 15 minutes, so a posting that waits comes back three times at most. It goes as a new message: five
 * failed deliveries of the old one would put a healthy posting among the dead letters.
 */
export const WAIT_SECONDS = 300;

/** Takes judge requests from the queue; the same request twice is the same verdict. */
export const judgeHandler = (deps: {
  readonly judge: JudgePorts;
  readonly again: Pick<Sender<JudgeRequest>, 'send'>;
  readonly log: Log;
}): QueueHandler =>
  queueHandler(judgeRequest, deps, async ({ message }) => {
    const { outcomeId } = message;
    const { verdict, booking } = await judgeOutcome(deps.judge, outcomeId);
    if (booking === 'wait') await deps.again.send(message, { delaySeconds: WAIT_SECONDS });
    deps.log.info('judged', { outcomeId, state: verdict.state, booking });
  });
