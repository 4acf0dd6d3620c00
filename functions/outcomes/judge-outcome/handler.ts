import { Problem } from '../../../shared/kernel/problem.ts';
import { type JudgeRequest, judgeRequest } from '../../../shared/outcomes/contract.ts';
import { type Judged, type JudgePorts, judgeOutcome } from '../../../shared/outcomes/judge-outcome.ts';
import type { Log } from '../../../shared/platform/log.ts';
import { type QueueHandler, queueHandler } from '../../../shared/platform/queue/consume.ts';
import type { Sender } from '../../../shared/platform/sqs.ts';

/**
 * A day is undecided for 15 minutes, so a posting that waits comes back three times at most. It goes as a new message: five
 * failed deliveries of the old one would put a healthy posting among the dead letters.
 */
export const WAIT_SECONDS = 300;

/** What is missing now and may be there later, such as a day's exchange rate, is waited for, not guessed. */
async function judgeOrWait(judge: JudgePorts, outcomeId: string): Promise<Judged | string> {
  try {
    return await judgeOutcome(judge, outcomeId);
  } catch (error) {
    if (error instanceof Problem && error.kind === 'unavailable') return error.message;
    throw error;
  }
}

/** Takes judge requests from the queue; the same request twice is the same verdict. */
export const judgeHandler = (deps: {
  readonly judge: JudgePorts;
  readonly again: Pick<Sender<JudgeRequest>, 'send'>;
  readonly log: Log;
}): QueueHandler =>
  queueHandler(judgeRequest, deps, async ({ message }) => {
    const { outcomeId } = message;
    const judged = await judgeOrWait(deps.judge, outcomeId);
    if (typeof judged === 'string') {
      deps.log.warn('verdict waits', { outcomeId, reason: judged });
      await deps.again.send(message, { delaySeconds: WAIT_SECONDS });
      return;
    }
    const { verdict, booking } = judged;
    if (booking === 'wait') await deps.again.send(message, { delaySeconds: WAIT_SECONDS });
    deps.log.info('judged', { outcomeId, state: verdict.state, booking });
  });
