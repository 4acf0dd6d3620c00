import { notFound, Problem } from '../kernel/problem.ts';
import { invariant } from '../kernel/result.ts';
import { addDays, type Clock, type Day, dayOf } from '../kernel/time.ts';
import { type Correctable, isUpheld, standingAfter, worthOf } from '../ledger/correction.ts';
import type { CorrectionStore } from '../ledger/ports.ts';
import { type Deadlines, deadlinesOf } from '../outcomes/deadlines.ts';
import type { TermsReader } from '../outcomes/ports.ts';
import { MAX_ROUNDS, type Replacement, type ReplacementStore } from '../outcomes/replacement.ts';
import { disputeIdOf } from './model.ts';
import type { DisputeStore } from './ports.ts';

export interface AskPorts {
  readonly corrections: Pick<CorrectionStore, 'read'>;
  readonly terms: TermsReader;
  readonly disputes: Pick<DisputeStore, 'get'>;
  readonly replacements: Pick<ReplacementStore, 'ask' | 'get'>;
  readonly clock: Clock;
  readonly zone: string;
}

/**
 * Refuses an outcome, within the window of its frozen terms and without anybody deciding: it stays charged and paid, and the
 * next one of its publisher that qualifies under its offer costs nothing. Where none comes in time it is credited
 * (lapse-replacements.ts). A replacement may be refused in its turn; what is credited then is what was paid for.
 *
 * @throws Problem `not-found` for another's outcome, `conflict` for one that owes nothing, was disputed, whose offer gives no
 *   replacement, or after its last day; `unprocessable` where it was refused for another reason
 */
export async function askReplacement(
  ports: AskPorts,
  advertiserId: string,
  outcomeId: string,
  reason: string,
): Promise<Replacement> {
  const found = await correctable(ports, outcomeId);
  if (!found || found.outcome.advertiserId !== advertiserId) throw notFound(`outcome ${outcomeId}`);
  worthOf(found);
  const there = await ports.replacements.get(outcomeId);
  if (there) return sameAsked(there, reason);
  if (await ports.disputes.get(disputeIdOf(outcomeId))) throw disputed(outcomeId);
  if (isUpheld(found)) throw new Problem('conflict', 'that it counts was decided on the publisher’s dispute');
  const today = dayOf(ports.clock.nowMs(), ports.zone);
  const rule = await ruleOf(ports, found, today);
  const { paid, round } = await paidFor(ports, found);
  if (round > MAX_ROUNDS) {
    throw new Problem(
      'conflict',
      `${MAX_ROUNDS} were refused already: what is wrong now is for the network to look at`,
    );
  }
  if (standingAfter(paid).chargeMinor === 0n) {
    throw new Problem('conflict', 'nothing is charged for this outcome any more');
  }
  const { offerId, publisherId } = found.outcome.terms;
  const untilDay = await deliverableUntil(ports, paid, addDays(today, rule.deliverDays));
  if (untilDay < today) throw new Problem('conflict', `what was paid for it is final: ${paid.outcome.outcomeId}`);
  const askedAtMs = ports.clock.nowMs();
  const creditId = paid.outcome.outcomeId;
  const wanted = { outcomeId, offerId, publisherId, advertiserId, reason, askedAtMs, untilDay, creditId, round };
  if (await ports.replacements.ask(wanted)) return { ...wanted, state: 'owed' };
  const first = await ports.replacements.get(outcomeId);
  if (!first) throw disputed(outcomeId);
  return sameAsked(first, reason);
}

const disputed = (outcomeId: string): Problem =>
  new Problem('conflict', `outcome ${outcomeId} is disputed: that is decided, not replaced`);

const correctable = async ({ corrections }: AskPorts, outcomeId: string): Promise<Correctable | undefined> =>
  (await corrections.read([outcomeId])).get(outcomeId);

function sameAsked(there: Replacement, reason: string): Replacement {
  if (there.reason === reason) return there;
  throw new Problem('unprocessable', `outcome ${there.outcomeId} was refused before, for another reason`);
}

async function deadlines(
  { terms, zone }: AskPorts,
  { outcome: { terms: ref, verdict } }: Correctable,
): Promise<Deadlines> {
  invariant(verdict, 'what owes something was judged');
  return deadlinesOf(await terms.terms(ref), verdict.judgedAtMs, zone);
}

async function ruleOf(ports: AskPorts, found: Correctable, today: Day): Promise<{ readonly deliverDays: number }> {
  const { windows } = await ports.terms.terms(found.outcome.terms);
  const { replaceableUntil } = await deadlines(ports, found);
  if (!windows?.replacement || replaceableUntil === undefined) {
    throw new Problem('conflict', 'this offer gives no replacement: what is wrong with it is a dispute');
  }
  if (today > replaceableUntil) {
    throw new Problem(
      'conflict',
      `outcome ${found.outcome.outcomeId} could be refused until the end of ${replaceableUntil}`,
    );
  }
  return windows.replacement;
}

/** The outcome whose charge stands behind this one, and how many were refused for it with this one. */
async function paidFor(
  ports: AskPorts,
  found: Correctable,
): Promise<{ readonly paid: Correctable; readonly round: number }> {
  const replaced = found.outcome.verdict?.booking?.replaces;
  if (replaced === undefined) return { paid: found, round: 1 };
  const story = await ports.replacements.get(replaced);
  const paid = story && (await correctable(ports, story.creditId));
  invariant(paid, 'what was replaced was paid for');
  return { paid, round: story.round + 1 };
}

/** A credit must still be possible on the day after. */
async function deliverableUntil(ports: AskPorts, paid: Correctable, wanted: Day): Promise<Day> {
  const last = addDays((await deadlines(ports, paid)).correctableUntil, -1);
  return wanted < last ? wanted : last;
}
