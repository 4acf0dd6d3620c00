import { createHash } from 'node:crypto';
import { invariant } from '../kernel/result.ts';
import { dayOf } from '../kernel/time.ts';
import { account, assertBalanced, type Entry } from '../ledger/model.ts';
import type { Line, Run } from './model.ts';

/** Crockford's base 32: capitals and digits that nobody confuses. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What fits the individual id of a NACHA entry, the shortest field of any bank format that carries it. */
const REFERENCE_LETTERS = 15;

/**
 * What the bank, the ledger and a return call one payment: the same line always has the same, and no other line ever has it
 * (65 bits: ten million payments collide once in half a million histories, and then the second is refused, not mixed up).
 */
export function paymentReference(runId: string, publisherId: string): string {
  const bytes = createHash('sha256').update(`${runId}\u001f${publisherId}`).digest();
  const letters = [...bytes.subarray(0, REFERENCE_LETTERS - 2)].map((byte) => LETTERS[byte % LETTERS.length]);
  return `CB${letters.join('')}`;
}

/** What a paid line books: we owe the publisher less, and the money is on its way. */
export function entryOfPayment(run: Run, line: Line, zone: string): Entry {
  const { publisherId, payMinor, currency } = line;
  invariant(run.approved, `run ${run.runId} was approved`);
  // The approval's own instant, so that a retry books the same entry to the letter.
  const bookedAtMs = run.approved.atMs;
  return assertBalanced({
    entryId: paymentReference(run.runId, publisherId),
    kind: 'payment',
    publisherId,
    payableDay: dayOf(bookedAtMs, zone),
    bookedAtMs,
    reason: `paid in ${run.runId}`,
    postings: [
      { account: account.payable(publisherId), amountMinor: payMinor, currency },
      { account: account.inTransit, amountMinor: -payMinor, currency },
    ],
  });
}

/**
 * What a line books of the reserve: what is kept back is owed later, what is given back is owed now. Undefined where both are the
 * same or nothing.
 */
export function entryOfReserve(line: Line, zone: string): Entry | undefined {
  const { publisherId, runId, reserve, currency, drawnAtMs } = line;
  const keptMinor = (reserve?.withheldMinor ?? 0n) - (reserve?.releasedMinor ?? 0n);
  // A line outside the chain is drawn again, so it books nothing.
  if (keptMinor === 0n || line.seq === 0) return undefined;
  const entry: Entry = {
    entryId: `${paymentReference(runId, publisherId)}-R`,
    kind: 'reserve',
    publisherId,
    payableDay: dayOf(drawnAtMs, zone),
    bookedAtMs: drawnAtMs,
    reason: keptMinor > 0n ? `kept back in ${runId}` : `given back in ${runId}`,
    postings: [
      { account: account.payable(publisherId), amountMinor: keptMinor, currency },
      { account: account.reserve(publisherId), amountMinor: -keptMinor, currency },
    ],
  };
  return assertBalanced(entry);
}
