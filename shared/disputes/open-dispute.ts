import { invalidField, notFound, Problem } from '../kernel/problem.ts';
import { DAY_MS, type Day, dayOf } from '../kernel/time.ts';
import { isUpheld, standingAfter, worthOf } from '../ledger/correction.ts';
import { deadlinesOf } from '../outcomes/deadlines.ts';
import type { TermsReader } from '../outcomes/ports.ts';
import type { ReplacementStore } from '../outcomes/replacement.ts';
import {
  type Actor,
  type Dispute,
  type DisputeReason,
  disputeIdOf,
  type Evidence,
  moveDispute,
  RULES,
} from './model.ts';
import type { CountQualified } from './ports.ts';
import { type Ruling, ruleDispute } from './rule-dispute.ts';
import { type SettlePorts, settleDispute } from './settle-dispute.ts';
import { shareClaim } from './share-claim.ts';

export interface OpenPorts extends SettlePorts {
  readonly countQualified: CountQualified;
  readonly replacements: Pick<ReplacementStore, 'get'>;
}

export interface DisputeRequest {
  readonly outcomeId: string;
  readonly reason: DisputeReason;
  readonly note: string;
  readonly evidence: readonly Evidence[];
  /** What the advertiser wants back; all that it was charged when absent. */
  readonly claimMinor?: bigint | undefined;
}

/**
 * Opens the one dispute that an advertiser can have of an outcome, and decides it at once where the offer's rules do.
 *
 * @throws Problem `not-found` for another's outcome, `conflict` for one that owes nothing, that was decided to count, after its
 *   window or a second time, `invalid` for a claim above the charge
 */
export async function openDispute(ports: OpenPorts, advertiserId: string, request: DisputeRequest): Promise<Dispute> {
  const { outcomeId } = request;
  const found = (await ports.corrections.read([outcomeId])).get(outcomeId);
  if (!found || found.outcome.advertiserId !== advertiserId) throw notFound(`outcome ${outcomeId}`);
  const { currency } = worthOf(found);
  const disputeId = disputeIdOf(outcomeId);
  if (await ports.disputes.get(disputeId)) throw disputedBefore(outcomeId);
  if (await ports.replacements.get(outcomeId)) {
    throw new Problem(
      'conflict',
      `outcome ${outcomeId} was refused: another one comes in its place, or its charge comes back`,
    );
  }
  if (isUpheld(found)) throw new Problem('conflict', 'that it counts was decided on the publisher’s dispute');
  const terms = await ports.terms.terms(found.outcome.terms);
  const nowMs = ports.clock.nowMs();
  const judgedAtMs = found.outcome.verdict?.judgedAtMs ?? nowMs;
  const today = dayOf(nowMs, ports.zone);
  const { disputableUntil } = deadlinesOf(terms, judgedAtMs, ports.zone);
  if (today > disputableUntil) {
    throw new Problem('conflict', `outcome ${outcomeId} could be disputed until the end of ${disputableUntil}`);
  }
  const { offerId, publisherId, disputeRules } = terms;
  const claim = shareClaim(standingAfter(found), claimOf(standingAfter(found).chargeMinor, request.claimMinor));
  const ruling = await rulingOf(ports, terms, Math.floor((nowMs - judgedAtMs) / DAY_MS), today);
  const by: Actor = { role: 'advertiser', subjectId: advertiserId };
  const opened: Dispute = {
    disputeId,
    openedBy: 'advertiser',
    outcomeId,
    advertiserId,
    publisherId,
    offerId,
    currency,
    reason: request.reason,
    claim,
    state: 'open',
    steps: [{ state: 'open', atMs: nowMs, by, note: request.note, evidence: request.evidence }],
    ...answerTime(disputeRules, nowMs),
    version: 1,
  };
  const dispute = ruled(opened, ruling, nowMs);
  if (!(await ports.disputes.create(dispute))) throw disputedBefore(outcomeId);
  return dispute.state === 'open' ? dispute : settleDispute(ports, dispute);
}

const disputedBefore = (outcomeId: string): Problem =>
  new Problem('conflict', `outcome ${outcomeId} was disputed before; each side disputes an outcome once`);

function claimOf(chargeMinor: bigint, wanted: bigint | undefined): bigint {
  if (chargeMinor === 0n) throw new Problem('conflict', 'nothing is charged for this outcome any more');
  if (wanted !== undefined && wanted > chargeMinor)
    throw invalidField('body.claimMinor', `is above the ${chargeMinor} charged`);
  return wanted ?? chargeMinor;
}

type Terms = Awaited<ReturnType<TermsReader['terms']>>;

function answerTime(rules: Terms['disputeRules'], nowMs: number): Pick<Dispute, 'answerByMs' | 'unanswered'> {
  if (!rules?.answerDays || rules.unanswered === 'review') return {};
  return { answerByMs: nowMs + rules.answerDays * DAY_MS, unanswered: rules.unanswered };
}

/** Counts and asks the rules; without rules nothing is counted. */
async function rulingOf(ports: OpenPorts, terms: Terms, ageDays: number, today: Day): Promise<Ruling> {
  const { disputeRules, offerId, advertiserId } = terms;
  if (!disputeRules) return ruleDispute(undefined, { number: 0, qualified: 0, ageDays });
  const month = today.slice(0, 'YYYY-MM'.length);
  const isShared = disputeRules.maxShareBps !== undefined;
  const qualified = isShared ? await ports.countQualified(advertiserId, offerId, `${month}-01`, today) : 0;
  const number = await ports.disputes.nextNumber(offerId, month);
  return ruleDispute(disputeRules, { number, qualified, ageDays });
}

function ruled(opened: Dispute, { decision, because }: Ruling, atMs: number): Dispute {
  if (decision === 'review') return opened;
  const state = decision === 'accept' ? 'accepted' : 'rejected';
  const moved = moveDispute(opened, { state, atMs, by: RULES, note: because });
  return decision === 'accept' ? { ...moved, granted: opened.claim } : moved;
}
