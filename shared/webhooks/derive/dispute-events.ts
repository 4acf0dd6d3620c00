import { z } from 'zod';
import { toIso } from '../../kernel/time.ts';
import { NETWORK, type OwnedEvent } from '../model.ts';
import { advertiser, publisher, toldTo } from './owned-events.ts';

const claim = z.object({ chargeMinor: z.int(), payoutMinor: z.int() });
const state = z.enum(['open', 'contested', 'accepted', 'partly-accepted', 'rejected', 'withdrawn']);

/** A dispute as table `outcomes` stores it. */
const disputeImage = z.object({
  disputeId: z.string(),
  openedBy: z.enum(['advertiser', 'publisher']).default('advertiser'),
  outcomeId: z.string(),
  advertiserId: z.string(),
  publisherId: z.string(),
  offerId: z.string(),
  currency: z.string(),
  reason: z.string(),
  claim,
  state,
  steps: z.array(z.object({ state, atMs: z.int(), by: z.object({ role: z.string() }), note: z.string() })).min(1),
  answerByMs: z.int().optional(),
  granted: claim.optional(),
});

/** The last step of a dispute; when its money is booked is told by the ledger. @throws a zod error */
export function disputeEvents(item: Record<string, unknown>): readonly OwnedEvent[] {
  const image = disputeImage.parse(item);
  const step = image.steps.at(-1);
  if (!step) return [];
  const { disputeId, openedBy, outcomeId, offerId, reason, currency, granted, answerByMs } = image;
  const type = step.state === 'open' ? ('dispute.opened' as const) : (`dispute.${step.state}` as const);
  // Of one outcome's object, so that a dispute never overtakes the verdict it is about.
  const happening = { type, objectId: outcomeId, key: '', atMs: step.atMs };
  // As the API shows it: a publisher's, contested, has its time anew.
  const isRuled = step.state === 'open' || (step.state === 'contested' && openedBy === 'publisher');
  const common = {
    disputeId,
    openedBy,
    outcomeId,
    offerId,
    state: step.state,
    reason,
    by: step.by.role,
    note: step.note,
    answerBy: isRuled && answerByMs !== undefined ? toIso(answerByMs) : undefined,
    currency,
  };
  const charge = { ...common, claimedMinor: image.claim.chargeMinor, grantedMinor: granted?.chargeMinor };
  const payout = { ...common, claimedMinor: image.claim.payoutMinor, grantedMinor: granted?.payoutMinor };
  return [
    toldTo(advertiser(image.advertiserId), happening, charge),
    toldTo(publisher(image.publisherId), happening, payout),
    toldTo(NETWORK, happening, charge),
  ];
}
