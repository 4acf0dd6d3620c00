import { notFound, Problem } from '../kernel/problem.ts';
import { DAY_MS, type Day, dayOf } from '../kernel/time.ts';
import type { Correctable } from '../ledger/correction.ts';
import { isJudged } from '../outcomes/judge-anew.ts';
import { worthIfQualified } from '../outcomes/worth-if-qualified.ts';
import { type Claim, type Dispute, disputeIdOf, type Evidence, type ObjectionReason } from './model.ts';
import { isNothing, lastDayOf, missingOf } from './objection.ts';
import type { ObjectionPorts } from './ports.ts';
import type { SettlePorts } from './settle-dispute.ts';

export interface ObjectionRequest {
  readonly outcomeId: string;
  readonly reason: ObjectionReason;
  readonly note: string;
  readonly evidence: readonly Evidence[];
}

/** What a publisher could have for an outcome, and until when it may ask. */
export interface Objectionable {
  readonly claim: Claim;
  readonly currency: string;
  readonly until: Day;
}

/**
 * What a publisher lacks of an outcome by a rejection or a credit; undefined for one without a verdict, and where nothing is
 * lacking. Steps of a chain are told their whole price: what earlier steps cost is known once it is granted. It is told in the
 * offer's own currency, so no day without an exchange rate keeps anybody from reading it.
 */
export async function objectionableOf(
  ports: Pick<ObjectionPorts, 'terms' | 'worth'> & Pick<SettlePorts, 'zone'>,
  found: Correctable,
): Promise<Objectionable | undefined> {
  const { outcome } = found;
  if (!isJudged(outcome)) return undefined;
  const terms = await ports.terms.terms(outcome.terms);
  const { chain: _unasked, conversionOf: _unneeded, ...lookups } = ports.worth;
  const worth = await worthIfQualified({ ...lookups, zone: ports.zone }, outcome, terms);
  const claim = missingOf(found, worth);
  if (isNothing(claim)) return undefined;
  return { claim, currency: worth.currency, until: lastDayOf(found, outcome, terms, ports.zone) };
}

/**
 * Unless the offer gives its own days for an answer. To answer and then to decide takes four weeks at most: whoever asks to be
 * erased waits until what is said of them is settled, and has a right to it within a month.
 */
const USUAL_ANSWER_DAYS = 14;

/**
 * Opens the one dispute that a publisher can have of its outcome: that it counts, although it was rejected or credited. The
 * advertiser may give in or disagree, and a person decides; where nobody does in time, all stays as it is.
 *
 * @throws Problem `not-found` for another's outcome, `conflict` for one that lacks nothing, after its window or a second time
 */
export async function openObjection(
  ports: SettlePorts & ObjectionPorts,
  publisherId: string,
  { outcomeId, reason, note, evidence }: ObjectionRequest,
): Promise<Dispute> {
  const found = (await ports.corrections.read([outcomeId])).get(outcomeId);
  if (!found || found.outcome.terms.publisherId !== publisherId) throw notFound(`outcome ${outcomeId}`);
  const disputeId = disputeIdOf(outcomeId, 'publisher');
  if (await ports.disputes.get(disputeId)) throw disputedBefore(outcomeId);
  const { claim, currency, until } = await lackOf(ports, found);
  const atMs = ports.clock.nowMs();
  if (dayOf(atMs, ports.zone) > until) {
    throw new Problem('conflict', `outcome ${outcomeId} could be disputed until the end of ${until}`);
  }
  const { advertiserId, terms } = found.outcome;
  const { disputeRules } = await ports.terms.terms(terms);
  const answerDays = disputeRules?.answerDays ?? USUAL_ANSWER_DAYS;
  const dispute: Dispute = {
    ...{ disputeId, openedBy: 'publisher', outcomeId, advertiserId, publisherId, offerId: terms.offerId },
    ...{ currency, reason, claim, state: 'open' },
    steps: [{ state: 'open', atMs, by: { role: 'publisher', subjectId: publisherId }, note, evidence }],
    ...{ answerByMs: atMs + answerDays * DAY_MS, unanswered: 'reject' },
    version: 1,
  };
  if (!(await ports.disputes.create(dispute))) throw disputedBefore(outcomeId);
  return dispute;
}

async function lackOf(ports: SettlePorts & ObjectionPorts, found: Correctable): Promise<Objectionable> {
  const { outcomeId, verdict } = found.outcome;
  if (!verdict) throw new Problem('conflict', `outcome ${outcomeId} has no verdict yet: there is nothing to dispute`);
  const lack = await objectionableOf(ports, found);
  if (lack) return lack;
  throw new Problem('conflict', `outcome ${outcomeId} lacks nothing that nobody decided: there is nothing to dispute`);
}

const disputedBefore = (outcomeId: string): Problem =>
  new Problem('conflict', `you disputed outcome ${outcomeId} before; each side disputes an outcome once`);
