import type { z } from 'zod';
import type { Page, PageRequest } from '../kernel/page.ts';
import { notFound } from '../kernel/problem.ts';
import { toIso } from '../kernel/time.ts';
import { sideFor } from '../ledger/show-adjustments.ts';
import type { Principal } from '../platform/http/principal.ts';
import type { disputeView } from './contract.ts';
import { type Claim, type Dispute, type DisputeState, disputeIdsOf, ruledAtMs } from './model.ts';
import type { DisputeStore } from './ports.ts';

type DisputeView = z.input<typeof disputeView>;
type Who = Pick<Principal, 'role' | 'subjectId'>;

const instant = (atMs: number | undefined): string | undefined => (atMs === undefined ? undefined : toIso(atMs));

/** Each side sees its own money; who the advertiser is, is the network's to know. */
export function viewDispute({ role }: Pick<Principal, 'role'>, dispute: Dispute): DisputeView {
  const { disputeId, openedBy, outcomeId, offerId, publisherId, advertiserId, reason, state, currency } = dispute;
  const money = ({ chargeMinor, payoutMinor }: Claim) => ({
    chargeMinor: role === 'publisher' ? undefined : chargeMinor,
    payoutMinor: role === 'advertiser' ? undefined : payoutMinor,
  });
  return {
    disputeId,
    openedBy,
    outcomeId,
    offerId,
    publisherId,
    advertiserId: role === 'publisher' ? undefined : advertiserId,
    reason,
    state,
    currency,
    claim: money(dispute.claim),
    granted: dispute.granted && money(dispute.granted),
    answerBy: instant(ruledAtMs(dispute)),
    settledAt: instant(dispute.settledAtMs),
    steps: dispute.steps.map(({ atMs, by, evidence, ...step }) => ({
      ...step,
      at: toIso(atMs),
      by: by.role,
      evidence: evidence?.map((each) => ({ ...each })),
    })),
  };
}

const isNetwork = ({ role }: Pick<Principal, 'role'>): boolean => role === 'operator' || role === 'finance';

/** Undefined for a dispute of others, as for one that nobody opened. */
async function ownDispute(
  disputes: Pick<DisputeStore, 'get'>,
  principal: Who,
  disputeId: string,
): Promise<Dispute | undefined> {
  const dispute = await disputes.get(disputeId);
  const { role, subjectId } = principal;
  const owner = role === 'publisher' ? dispute?.publisherId : dispute?.advertiserId;
  return isNetwork(principal) || owner === subjectId ? dispute : undefined;
}

/** @throws Problem `not-found` for a dispute of others */
export async function showDispute(
  disputes: Pick<DisputeStore, 'get'>,
  principal: Who,
  disputeId: string,
): Promise<DisputeView> {
  const dispute = await ownDispute(disputes, principal, disputeId);
  if (!dispute) throw notFound(`dispute ${disputeId}`);
  return viewDispute(principal, dispute);
}

type DisputeQuery = PageRequest &
  Parameters<typeof sideFor>[1] & {
    readonly state?: DisputeState | undefined;
    readonly outcomeId?: string | undefined;
  };

async function pageOf(
  disputes: Pick<DisputeStore, 'get' | 'list' | 'waiting'>,
  principal: Who,
  query: DisputeQuery,
): Promise<Page<Dispute>> {
  if (query.outcomeId !== undefined) {
    const both = disputeIdsOf(query.outcomeId).map((disputeId) => ownDispute(disputes, principal, disputeId));
    return { items: (await Promise.all(both)).filter((found) => found !== undefined) };
  }
  const names = query.publisherId !== undefined || query.advertiserId !== undefined;
  return isNetwork(principal) && !names ? disputes.waiting(query) : disputes.list(sideFor(principal, query), query);
}

/** Disputes of one side, newest first, or those of an outcome; for the network, which names neither, those that wait. */
export async function listDisputes(
  disputes: Pick<DisputeStore, 'get' | 'list' | 'waiting'>,
  principal: Who,
  query: DisputeQuery,
): Promise<Page<DisputeView>> {
  const page = await pageOf(disputes, principal, query);
  const asked = page.items.filter(({ state }) => query.state === undefined || state === query.state);
  return { ...page, items: asked.map((dispute) => viewDispute(principal, dispute)) };
}
