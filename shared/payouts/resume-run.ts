import type { DecideDeps } from './approve-run.ts';
import { changeRun } from './change-run.ts';
import { type Actor, moveRun, type Run } from './model.ts';

/**
 * Lets a stopped run draw again, once a person has put right what stopped it. Every publisher is asked again; the lines that
 * are there stay, and every check is made again: what still differs stops it again.
 *
 * @throws Problem `conflict` for a run that is not stopped, `stale` when it is not at the version that was seen, where one is named
 */
export async function resumeRun({ runs }: DecideDeps, runId: string, by: Actor, seenVersion?: number): Promise<Run> {
  const resume = (current: Run): Run =>
    moveRun(current, 'drawing', {
      stopped: undefined,
      enlisted: { count: 0, done: false },
      changedBy: [...current.changedBy, by],
    });
  return (await changeRun(runs, runId, resume, seenVersion)).run;
}
