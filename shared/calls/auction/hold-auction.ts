import { deterministicId } from '../../kernel/ids.ts';
import type { Clock } from '../../kernel/time.ts';
import type { CallFacts } from '../routing/model.ts';
import type { BidRequest } from './contract.ts';
import { type Asked, type Bid, type Bidder, MAX_BIDDERS, type NoBid } from './model.ts';
import type { AskAllowance, BidCache, BidderLine, Stopwatch } from './ports.ts';
import { readBid } from './read-bid.ts';

export interface AuctionPorts {
  readonly line: BidderLine;
  readonly allowance: AskAllowance;
  readonly cache: BidCache;
  readonly stopwatch: Stopwatch;
  readonly clock: Clock;
}

export interface Auction {
  readonly auctionId: string;
  /** In the order of the bidders: what came of asking each. */
  readonly asked: readonly Asked[];
}

/**
 * The same person at the same publisher's door is the same auction for as long as its bids stand, so that whoever calls again
 * a minute later is worth what he was. Who can't be recognised has an auction of his own.
 */
export const auctionIdOf = (call: CallFacts, market: string, personHash: string | undefined): string =>
  personHash === undefined
    ? deterministicId('auction', market, 'call', call.outcomeId)
    : deterministicId('auction', market, call.publisherId, 'person', personHash);

/**
 * Asks every bidder at once and takes what has come when the time is over. One signal ends all of them, so the whole lasts no
 * longer than one. Nothing here throws: a caller waits, and an auction that fails is an auction without bids.
 */
export async function holdAuction(
  ports: AuctionPorts,
  auctionId: string,
  call: CallFacts,
  bidders: readonly Bidder[],
  personHash: string | undefined,
  deadlineMs: number,
): Promise<Auction> {
  const watch = ports.stopwatch.start(deadlineMs);
  try {
    const over = ended(watch.signal);
    const invited = bidders.slice(0, MAX_BIDDERS);
    const standing = await inTime(standingBids(ports, auctionId), over, new Map<string, Bid>());
    const asked = await Promise.all(
      invited.map(async (bidder): Promise<Asked> => {
        if (bidder.state !== 'active') return none(bidder, 'paused');
        const earlier = standing.get(bidder.bidderId);
        if (earlier) return { kind: 'bid', bid: earlier, cached: true };
        const request = requestOf(auctionId, call, bidder, personHash, deadlineMs);
        // A new message for each call, the same for a request that the carrier repeats: bidders drop what they have seen.
        const messageId = deterministicId('ask', call.outcomeId, bidder.bidderId);
        return inTime(askOne(ports, bidder, messageId, request, watch.signal), over, none(bidder, 'late'));
      }),
    );
    return { auctionId, asked };
  } finally {
    watch.stop();
  }
}

/** Keeps the bids for the next call of the same person; told apart from the auction, since the caller need not wait for it. */
export async function keepBids({ cache }: Pick<AuctionPorts, 'cache'>, { auctionId, asked }: Auction): Promise<void> {
  const bids = asked.flatMap((each) => (each.kind === 'bid' ? [each.bid] : []));
  const isNew = asked.some((each) => each.kind === 'bid' && !each.cached);
  if (isNew) await cache.keep(auctionId, bids);
}

const none = ({ bidderId }: Bidder, why: NoBid): Asked => ({ kind: 'no-bid', bidderId, why });

const OVER = Symbol('over');

const ended = (signal: AbortSignal): Promise<typeof OVER> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(OVER);
    else signal.addEventListener('abort', () => resolve(OVER), { once: true });
  });

async function inTime<T>(work: Promise<T>, over: Promise<typeof OVER>, otherwise: T): Promise<T> {
  const first = await Promise.race([work, over]);
  return first === OVER ? otherwise : first;
}

async function standingBids({ cache, clock }: AuctionPorts, auctionId: string): Promise<Map<string, Bid>> {
  try {
    const bids = await cache.find(auctionId);
    const nowMs = clock.nowMs();
    return new Map(bids.filter(({ expiresAtMs }) => expiresAtMs > nowMs).map((bid) => [bid.bidderId, bid]));
  } catch {
    return new Map();
  }
}

async function askOne(
  ports: AuctionPorts,
  bidder: Bidder,
  messageId: string,
  request: BidRequest,
  signal: AbortSignal,
): Promise<Asked> {
  try {
    const { asksPerMinute } = bidder;
    const nowMs = ports.clock.nowMs();
    const mayAsk = asksPerMinute === undefined || (await ports.allowance.take(bidder.bidderId, asksPerMinute, nowMs));
    if (!mayAsk) return none(bidder, 'ask-cap');
    const answer = await ports.line.ask(bidder, messageId, request, signal);
    if (answer.kind === 'failed') return none(bidder, answer.why);
    return readBid(bidder, request.auctionId, answer.text, ports.clock.nowMs());
  } catch {
    return none(bidder, 'unreachable');
  }
}

function requestOf(
  auctionId: string,
  call: CallFacts,
  bidder: Bidder,
  personHash: string | undefined,
  answerWithinMs: number,
): BidRequest {
  const { country, state, areaCode } = call.place;
  return {
    v: 1,
    kind: 'bid-request',
    auctionId: deterministicId('ask', auctionId, bidder.bidderId),
    offerId: bidder.offerId,
    publisherId: call.publisherId,
    currency: bidder.currency,
    caller: {
      hash: personHash === undefined ? undefined : deterministicId('who', bidder.bidderId, personHash),
      country,
      state,
      areaCode,
      attestation: call.attestation,
      language: call.language,
    },
    answerWithinMs,
  };
}
