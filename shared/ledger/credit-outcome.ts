import { notFound, Problem } from '../kernel/problem.ts';
import { invariant } from '../kernel/result.ts';
import type { Day } from '../kernel/time.ts';
import { deadlinesOf } from '../outcomes/deadlines.ts';
import type { TermsReader } from '../outcomes/ports.ts';
import { type CorrectPorts, correctOutcome } from './correct-outcome.ts';
import { type Correctable, type Correction, isUpheld, restOf, type Standing, worthOf } from './correction.ts';

export interface CreditPorts extends CorrectPorts {
  readonly terms: TermsReader;
}

/** An outcome is credited once, whoever asks again. */
const CAUSE = 'credit';

/**
 * Gives an advertiser back all that an outcome of its own still costs, within the credit window of its frozen terms: nobody
 * decides, since the offer said so before. The publisher's part goes back in the same entry; both sides are told as of any
 * correction. After the window the outcome stands, as far as credits go.
 *
 * @throws Problem `not-found` for another's outcome, `conflict` for one that did not qualify, whose offer gives no credit, that
 *   was decided to count, or after its last day; `unprocessable` where it was credited for another reason
 */
export async function creditOutcome(
  ports: CreditPorts,
  advertiserId: string,
  outcomeId: string,
  reason: string,
): Promise<Correction | undefined> {
  const found = (await ports.corrections.read([outcomeId])).get(outcomeId);
  if (!found || found.outcome.advertiserId !== advertiserId) throw notFound(`outcome ${outcomeId}`);
  worthOf(found);
  const untilDay = await creditableUntil(ports, found);
  const corrected = await correctOutcome(ports, outcomeId, {
    ...{ causeId: CAUSE, kind: 'credit', reason: `credited: ${reason}` },
    change: restUnlessUpheld,
    untilDay: async () => untilDay,
  });
  return corrected.corrections.find(({ causeId }) => causeId === CAUSE);
}

/** All that is left, unless it was decided that it counts. */
function restUnlessUpheld(found: Correctable): Standing | undefined {
  if (isUpheld(found)) throw new Problem('conflict', 'that it counts was decided on the publisher’s dispute');
  return restOf(found);
}

async function creditableUntil({ terms, zone }: CreditPorts, { outcome }: Correctable): Promise<Day> {
  invariant(outcome.verdict, 'what owes something was judged');
  const { creditableUntil: day } = deadlinesOf(await terms.terms(outcome.terms), outcome.verdict.judgedAtMs, zone);
  if (day === undefined)
    throw new Problem('conflict', 'this offer gives no credit: what is wrong with it is a dispute');
  return day;
}
