import type { EpochMs } from '../kernel/time.ts';
import type { Outcome } from './model.ts';

/** Told by who knows of disputes: when it was decided that an outcome counts, although its verdict stands; undefined where it was not. */
export interface BoughtPorts {
  readonly upheldAtMs: (outcomeId: string) => Promise<EpochMs | undefined>;
}

/**
 * When the advertiser bought an outcome: with its verdict where it qualified, or later, where a publisher's dispute of its
 * rejection was granted; undefined for what it did not buy. Whoever gives out what was bought asks here: who it is, where it
 * is delivered, what may be given back. Only a rejected one costs a read.
 */
export async function boughtAtMs(
  { upheldAtMs }: BoughtPorts,
  { outcomeId, state, verdict }: Pick<Outcome, 'outcomeId' | 'state' | 'verdict'>,
): Promise<EpochMs | undefined> {
  if (state === 'qualified') return verdict?.judgedAtMs;
  return state === 'rejected' ? upheldAtMs(outcomeId) : undefined;
}
