import { addDays, type Day, dayOf, type EpochMs } from '../kernel/time.ts';

/** The day on which a qualified outcome becomes payable: the verdict's day in the network's zone, and the hold after it. */
export const payableDayOf = (judgedAtMs: EpochMs, holdDays: number, zone: string): Day =>
  addDays(dayOf(judgedAtMs, zone), holdDays);
