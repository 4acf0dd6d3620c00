import { type Day, dayOf } from '../kernel/time.ts';
import { type CorrectPorts, correctOutcome } from '../ledger/correct-outcome.ts';
import { isUpheld, restOf } from '../ledger/correction.ts';
import type { Replacement, ReplacementStore } from '../outcomes/replacement.ts';

export interface LapsePorts extends CorrectPorts {
  readonly replacements: Pick<ReplacementStore, 'due' | 'lapse' | 'finish'>;
}

/** In one go; the next one takes the rest. */
const DUE_AT_ONCE = 100;

/**
 * Credits what no replacement came for in time: all that it still costs, as a credit would have at once; nothing of what was
 * meanwhile decided to count. It may stop at any await; what is not finished is due again. Gives how many were credited, and
 * why others were not.
 */
export async function lapseReplacements(
  ports: LapsePorts,
): Promise<{ readonly done: number; readonly failed: readonly string[] }> {
  const today: Day = dayOf(ports.clock.nowMs(), ports.zone);
  const failed: string[] = [];
  let done = 0;
  for (const replacement of await ports.replacements.due(today, DUE_AT_ONCE)) {
    try {
      if (await ports.replacements.lapse(replacement.outcomeId)) {
        await credit(ports, replacement);
        await ports.replacements.finish(replacement);
        done += 1;
      }
    } catch (error) {
      failed.push(`${replacement.outcomeId}: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  }
  return { done, failed };
}

/** No last day: it was in time when it was refused, and that the clock of a schedule is late is nobody's fault. */
const credit = (ports: LapsePorts, { outcomeId, creditId, untilDay }: Replacement) =>
  correctOutcome(ports, creditId, {
    causeId: `replacement:${outcomeId}`,
    kind: 'credit',
    reason: `credited: no replacement came by ${untilDay}`,
    change: (found) => (isUpheld(found) ? undefined : restOf(found)),
  });
