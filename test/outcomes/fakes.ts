import { Problem } from '../../shared/kernel/problem.ts';
import type { Entry } from '../../shared/ledger/model.ts';
import type { EntryBook } from '../../shared/ledger/ports.ts';
import type { Outcome, PostingKey, Verdict } from '../../shared/outcomes/model.ts';
import type { OutcomeStore } from '../../shared/outcomes/ports.ts';

/** Lets a test decide what happens between any two steps: who goes on, who is dead, how late it has become. */
export type Step = () => Promise<void>;

const atOnce: Step = async () => {};

/** Outcomes in memory: each call reads or writes at one instant, before or after which anything may happen. */
export function memoryOutcomes(step: Step = atOnce): OutcomeStore {
  const all = new Map<string, Outcome>();
  const at = async <T>(act: () => T): Promise<T> => {
    await step();
    const result = act();
    await step();
    return result;
  };
  return {
    open: (outcome, _channel, facts) =>
      at(() => {
        const opened = { ...outcome, state: 'open' as const, ...(facts && { facts }) };
        const standing = all.get(outcome.outcomeId) ?? opened;
        all.set(outcome.outcomeId, standing);
        return standing;
      }),
    get: (outcomeId) => at(() => all.get(outcomeId)),
    settle: (outcomeId, facts) =>
      at(() => {
        const outcome = all.get(outcomeId);
        if (!outcome) return 'unknown';
        if (outcome.verdict) return 'judged';
        all.set(outcomeId, { ...outcome, facts });
        return 'settled';
      }),
    giveVerdict: (outcome, verdict) =>
      at((): Verdict => {
        const standing = all.get(outcome.outcomeId);
        if (standing?.verdict) return standing.verdict;
        if (!standing?.facts || JSON.stringify(standing.facts) !== JSON.stringify(outcome.facts)) {
          throw new Problem('conflict', 'the facts changed');
        }
        all.set(outcome.outcomeId, { ...standing, state: verdict.state, verdict });
        return verdict;
      }),
    movePosting: (outcomeId, from, toDay) =>
      at((): PostingKey => {
        const outcome = all.get(outcomeId);
        const booking = outcome?.verdict?.booking;
        if (!outcome?.verdict || !booking) throw new Error('nothing to move');
        if (booking.posting.payableDay !== from.payableDay) return booking.posting;
        const posting = { ...booking.posting, payableDay: toDay };
        all.set(outcomeId, { ...outcome, verdict: { ...outcome.verdict, booking: { ...booking, posting } } });
        return posting;
      }),
  };
}

/** A ledger in memory that shows what was booked. */
export function memoryBook(step: Step = atOnce): EntryBook & { readonly booked: ReadonlyMap<string, Entry> } {
  const booked = new Map<string, Entry>();
  const keyOf = (publisherId: string, day: string, entryId: string) => `${publisherId}/${day}/${entryId}`;
  return {
    booked,
    async book(entry) {
      await step();
      const key = keyOf(entry.publisherId, entry.payableDay, entry.entryId);
      if (!booked.has(key)) booked.set(key, entry);
      await step();
    },
    async find(publisherId, day, entryId) {
      await step();
      const found = booked.get(keyOf(publisherId, day, entryId));
      await step();
      return found;
    },
  };
}
