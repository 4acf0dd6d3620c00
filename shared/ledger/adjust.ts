import { deterministicId, sha256Hex } from '../kernel/ids.ts';
import { notFound, Problem } from '../kernel/problem.ts';
import { type Day, dayOf } from '../kernel/time.ts';
import { assertBalanced, type Entry, type Posting } from './model.ts';
import type { FrozenDays } from './ports.ts';
import { type PostingPorts, postEntry } from './post-entry.ts';

export interface AdjustPorts extends PostingPorts {
  readonly frozen: FrozenDays;
}

export interface Adjustment {
  readonly publisherId: string;
  /** What caused it, e.g. the idempotency key of the request: the same cause is the same entry. */
  readonly causeId: string;
  /** Shown to both sides. */
  readonly reason: string;
  readonly outcomeId?: string;
  readonly offerId?: string;
  readonly setterId?: string | undefined;
  /** Payable at once where absent: the hold was for the verdict. */
  readonly payableDay?: Day | undefined;
  readonly postings: readonly Posting[];
}

const MAX_REASON_LETTERS = 200;

/**
 * Corrects money by a new entry with a reason; nothing booked is ever edited.
 *
 * @throws Problem `invalid` without a reason, `unprocessable` when this cause already booked something else,
 *   `unavailable` while a day is closing: ask again in some minutes
 */
export async function adjust(ports: AdjustPorts, adjustment: Adjustment): Promise<Entry> {
  const { publisherId, causeId, ...said } = adjustment;
  const entryId = deterministicId('entry', publisherId, 'adjustment', causeId);
  return bookFrozen(ports, { entryId, kind: 'adjustment', publisherId, ...said });
}

export interface EntryName {
  readonly publisherId: string;
  readonly payableDay: string;
  readonly entryId: string;
}

/**
 * Takes an entry back, once, by its opposite, which names it. A payment comes back as a return, never like this, and a
 * reversal is not reversed: a third entry says better what was meant.
 *
 * @throws Problem `not-found` for an entry that is not there, `conflict` for one that can't be taken back
 */
export async function reverseEntry(ports: AdjustPorts, name: EntryName, reason: string): Promise<Entry> {
  const original = await ports.book.find(name.publisherId, name.payableDay, name.entryId);
  if (!original) throw notFound(`entry ${name.entryId}`);
  if (original.reverses !== undefined || original.kind === 'payment' || original.kind === 'return') {
    throw new Problem('conflict', `entry ${name.entryId} can not be reversed`);
  }
  return bookFrozen(ports, {
    entryId: deterministicId('entry', original.entryId, 'reversal'),
    kind: 'adjustment',
    publisherId: original.publisherId,
    reason,
    outcomeId: original.outcomeId,
    offerId: original.offerId,
    setterId: original.setterId,
    reverses: original.entryId,
    postings: original.postings.map((posting) => ({ ...posting, amountMinor: -posting.amountMinor })),
  });
}

/** A day moves at most to today; a second move means that a clock is wrong. */
const MAX_MOVES = 2;

/** Freezes the day, then books: a retry on another day finds the entry where the first try put it. */
export async function bookFrozen(
  ports: AdjustPorts,
  entry: Omit<Entry, 'payableDay' | 'bookedAtMs'> & { readonly payableDay?: Day | undefined },
): Promise<Entry> {
  const { publisherId, entryId, reason } = entry;
  if (reason.trim() === '' || reason.length > MAX_REASON_LETTERS) {
    throw new Problem('invalid', `a reason of 1 to ${MAX_REASON_LETTERS} letters is needed`);
  }
  const nowMs = ports.clock.nowMs();
  const today = dayOf(nowMs, ports.zone);
  const draft = assertBalanced({ ...entry, payableDay: entry.payableDay ?? today, bookedAtMs: nowMs });
  const standing = await ports.frozen.freeze(publisherId, entryId, draft.payableDay, inputHash(draft));
  if (standing.inputHash !== inputHash(draft)) {
    throw new Problem('unprocessable', `entry ${entryId} was booked from other input`);
  }
  let { day } = standing;
  for (let moves = 0; moves <= MAX_MOVES; moves += 1) {
    const placed = { ...draft, payableDay: day };
    const answer = await postEntry(ports, placed);
    if (answer === 'posted') return (await ports.book.find(publisherId, day, entryId)) ?? placed;
    if (answer === 'wait') throw new Problem('unavailable', `day ${day} is closing; ask again in some minutes`);
    day = await ports.frozen.move(publisherId, entryId, day, today);
  }
  throw new Error(`entry ${entryId} found no open day`);
}

const inputHash = ({ reason, outcomeId, postings }: Entry): string => {
  const parts = postings.map((posting) => [posting.account, `${posting.amountMinor}`, posting.currency]);
  return sha256Hex(JSON.stringify([reason, outcomeId ?? '', parts])).slice(0, 32);
};
