import { Problem } from '../../../shared/kernel/problem.ts';
import { correctLateTruth, type LateAnswer, type LateTruthPorts } from '../../../shared/ledger/correct-late-truth.ts';
import { type LateTruthNotice, lateTruthNotice } from '../../../shared/outcomes/contract.ts';
import type { Log } from '../../../shared/platform/log.ts';
import { type QueueHandler, queueHandler } from '../../../shared/platform/queue/consume.ts';
import type { Sender } from '../../../shared/platform/sqs.ts';

/** As long as a verdict waits for a day that is closing (functions/outcomes/judge-outcome). */
export const WAIT_SECONDS = 300;

async function correctOrWait(ports: LateTruthPorts, outcomeId: string): Promise<LateAnswer | 'wait'> {
  try {
    return await correctLateTruth(ports, outcomeId);
  } catch (error) {
    if (error instanceof Problem && error.kind === 'unavailable') return 'wait';
    throw error;
  }
}

/** Queue [late-truth]: what came to light after a verdict. Told twice it corrects once. */
export const correctLateTruthHandler = (deps: {
  readonly correcting: LateTruthPorts;
  readonly again: Pick<Sender<LateTruthNotice>, 'send'>;
  readonly log: Log;
}): QueueHandler =>
  queueHandler(lateTruthNotice, deps, async ({ message }) => {
    const { outcomeId } = message;
    const answer = await correctOrWait(deps.correcting, outcomeId);
    if (answer === 'wait') await deps.again.send(message, { delaySeconds: WAIT_SECONDS });
    deps.log.info('late truth', { outcomeId, answer });
  });
