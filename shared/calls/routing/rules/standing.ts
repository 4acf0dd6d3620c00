import type { Rule } from './rule.ts';

/** A paused offer or target takes nothing, and an offer that is joined on request nothing of who was not let in. */
export const standing: Rule = ({ offerState, isJoined, target }) => {
  if (offerState !== 'active') return { refusal: 'offer-paused' };
  if (!isJoined) return { refusal: 'not-joined' };
  return target.state === 'active' ? undefined : { refusal: 'target-paused' };
};

/** A target whose number is the one that was called would ring us again, for ever. */
export const loop: Rule = ({ target: { destination } }, { call }) =>
  destination.kind === 'number' && destination.number === call.number ? { refusal: 'loop' } : undefined;

/** Amounts in two currencies can't compete, and a publisher is owed one currency. */
export const currency: Rule = (candidate, { competition }) =>
  competition.currency === undefined || candidate.currency === competition.currency
    ? undefined
    : { refusal: 'currency', asked: competition.currency, seen: candidate.currency };

/** What is left must pay for this call; nobody owes more than was agreed. */
export const credit: Rule = ({ creditMinor, chargeMinor }) =>
  creditMinor === undefined || chargeMinor <= creditMinor
    ? undefined
    : { refusal: 'credit', asked: Number(chargeMinor), seen: Number(creditMinor) };

/** A bid is worth something until it expires; the caller may have listened to a menu meanwhile. */
export const freshBid: Rule = ({ bidExpiresAtMs }, { call }) =>
  bidExpiresAtMs === undefined || call.atMs < bidExpiresAtMs ? undefined : { refusal: 'bid-expired' };
