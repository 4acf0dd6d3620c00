import { createHash } from 'node:crypto';
import { type Day, dayOf, type EpochMs } from '../kernel/time.ts';

/** A verdict as the stream of outcomes tells it. */
export interface JudgedEvent {
  readonly outcomeId: string;
  readonly publisherId: string;
  readonly advertiserId: string;
  readonly offerId: string;
  readonly judgedAtMs: EpochMs;
  readonly state: 'qualified' | 'rejected';
  readonly chargeMinor: bigint;
  readonly payoutMinor: bigint;
  readonly currency?: string | undefined;
}

/**
 * A day's verdicts on one offer by one publisher are counted in parts, by the outcome's id. Each part remembers the outcomes
 * it counted, eleven letters each, so that a record that the stream repeats, at any time and in any batch, counts once. Records
 * do not say which shard they come from, so "how far it has read" can't be kept as a position; and a part still has room
 * for some 70 outcomes within 1 KB, so that a count costs one write unit up to about 1,100 verdicts a day on one offer by
 * one publisher, and two from there on.
 */
const PARTS = 16;

const hashOf = (outcomeId: string): Buffer => createHash('sha256').update(outcomeId).digest();

/** What is remembered of a counted outcome: among a few hundred in one part, two alike are a matter of 1 in 10^14. */
export const markOf = (outcomeId: string): string => hashOf(outcomeId).subarray(0, 8).toString('base64url');

const partOf = (outcomeId: string): number => (hashOf(outcomeId)[31] ?? 0) % PARTS;

/** Which part of which day's counters a verdict belongs to. */
interface PartKey {
  readonly day: Day;
  readonly publisherId: string;
  readonly advertiserId: string;
  readonly offerId: string;
  readonly part: number;
}

/** Verdicts that are counted together, in one write. */
export interface Tally extends PartKey {
  readonly events: readonly JudgedEvent[];
}

/** Sorts verdicts by the part they belong to; an outcome that is there twice is taken once. */
export function tally(events: readonly JudgedEvent[], zone: string): readonly Tally[] {
  const tallies = new Map<string, { readonly key: PartKey; readonly events: Map<string, JudgedEvent> }>();
  for (const event of events) {
    const { publisherId, advertiserId, offerId, outcomeId } = event;
    const key = { day: dayOf(event.judgedAtMs, zone), publisherId, advertiserId, offerId, part: partOf(outcomeId) };
    const name = JSON.stringify(key);
    const group = tallies.get(name) ?? { key, events: new Map() };
    group.events.set(outcomeId, event);
    tallies.set(name, group);
  }
  return [...tallies.values()].map((group) => ({ ...group.key, events: [...group.events.values()] }));
}

/** What a tally adds to its counters. */
export function totalsOf(events: readonly JudgedEvent[]) {
  const qualified = events.filter((event) => event.state === 'qualified');
  return {
    qualified: qualified.length,
    rejected: events.length - qualified.length,
    chargeMinor: qualified.reduce((sum, event) => sum + event.chargeMinor, 0n),
    payoutMinor: qualified.reduce((sum, event) => sum + event.payoutMinor, 0n),
    currency: qualified[0]?.currency,
  };
}
