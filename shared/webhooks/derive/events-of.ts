import { z } from 'zod';
import type { OwnedEvent } from '../model.ts';
import { disputeEvents } from './dispute-events.ts';
import { ledgerEvents } from './ledger-events.ts';
import { outcomeEvents } from './outcome-events.ts';
import { lineEvents, paperEvents, runEvents } from './payout-events.ts';
import { replacementEvents } from './replacement-events.ts';

const key = z.object({ pk: z.string(), sk: z.string() });

/**
 * The events in one image of a stream; none for the items that tell nothing (contacts, pointers, frozen days, counters).
 *
 * @throws a zod error for an item that should be readable and is not
 */
export type EventsOf = (item: Record<string, unknown>, isNew: boolean) => readonly OwnedEvent[];

/** What a stream tells of an item; `before` where the table's stream brings it. */
interface Change {
  readonly before: Record<string, unknown> | undefined;
  readonly after: Record<string, unknown>;
  readonly isNew: boolean;
}

/**
 * What an item says that it did not say before. A verdict and the last step of a dispute stay in their items for good, and later writes
 * (facts that come in late, words that are erased, money that is booked) bring them along: each would be told again to whoever
 * listens since, or has forgotten the ids that it had.
 *
 * @throws a zod error for an item that should be readable and is not
 */
export function newsOf(eventsOf: EventsOf, { before, after, isNew }: Change): readonly OwnedEvent[] {
  const events = eventsOf(after, isNew);
  if (!before || events.length === 0) return events;
  const told = new Set(eventsOf(before, false).map(({ eventId }) => eventId));
  return events.filter(({ eventId }) => !told.has(eventId));
}

/** Table `outcomes`. */
export const eventsOfOutcomes: EventsOf = (item, isNew) => {
  const { pk, sk } = key.parse(item);
  if (pk.startsWith('OUT#') && sk === 'OUT') return outcomeEvents(item, isNew);
  if (pk.startsWith('OUT#') && sk === 'REPLACEMENT') return replacementEvents(item);
  return pk.startsWith('DISPUTE#') ? disputeEvents(item) : [];
};

/** Table `ledger`: nothing in it ever changes, so only what is new is news. */
export const eventsOfLedger: EventsOf = (item, isNew) =>
  isNew && item.postings !== undefined ? ledgerEvents(item) : [];

/** Table `payouts`. A line is there twice; the one under its run is read. */
export const eventsOfPayouts: EventsOf = (item, isNew) => {
  const { pk, sk } = key.parse(item);
  if (pk === 'RUNS') return runEvents(item);
  if (isNew && pk.startsWith('RUN#') && sk.startsWith('LINE#')) return lineEvents(item);
  return isNew && pk.startsWith('ADV#') && sk.startsWith('INV#') ? paperEvents(item) : [];
};
