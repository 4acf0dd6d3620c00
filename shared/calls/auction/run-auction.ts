import { mayWork } from '../../catalog/joining.ts';
import type { E164 } from '../../kernel/phone.ts';
import type { NumberReader } from '../../tracking/ports.ts';
import type { Contest } from '../routing/gather.ts';
import type { CallFacts, Candidate } from '../routing/model.ts';
import { bidCandidates } from './bid-candidates.ts';
import { type AuctionPorts, auctionIdOf, holdAuction, keepBids } from './hold-auction.ts';
import type { Asked, Bid, Bidder } from './model.ts';

/** Everything the bidding takes: who bids, how they are asked, and what they said before. */
export interface BiddingDesk extends AuctionPorts {
  /** Cached 30 s, like the catalog. */
  readonly biddersOf: (offerId: string) => Promise<readonly Bidder[]>;
}

/** Bids in a contest, and the contest with them in it. */
export interface Bidding {
  readonly auctionId: string;
  readonly bids: ReadonlyMap<string, { readonly bidder: Bidder; readonly bid: Bid }>;
  readonly candidates: readonly Candidate[];
  /** Why bidders have no bid, for who looks into it. */
  readonly asked: readonly Asked[];
}

/** The bids for a call; undefined where nobody is to be asked. */
export async function runAuction(
  desk: BiddingDesk,
  numbers: NumberReader,
  call: CallFacts,
  contest: Contest,
  personHash: string | undefined,
): Promise<Bidding | undefined> {
  if (contest.auctionMs === 0) return undefined;
  const bidders = await biddersIn(desk, contest);
  if (bidders.length === 0) return undefined;
  const auctionId = auctionIdOf(call, contest.house.offer.offerId, personHash);
  const auction = await holdAuction(desk, auctionId, call, bidders, personHash, contest.auctionMs);
  const asked = await Promise.all(auction.asked.map((each) => withoutLoop(numbers, each)));
  const candidates = bidCandidates(call, contest, bidders, asked);
  // Kept for the next call of this person, and for when the first does not answer; a call is not lost for want of either.
  if (candidates.length > 0) await keepBids(desk, { auctionId, asked }).catch(() => undefined);
  const byId = new Map(bidders.map((bidder) => [bidder.bidderId, bidder]));
  const bids = asked.flatMap((each) => {
    const bidder = each.kind === 'bid' ? byId.get(each.bid.bidderId) : undefined;
    return each.kind === 'bid' && bidder ? [[bidder.bidderId, { bidder, bid: each.bid }] as const] : [];
  });
  return { auctionId, bids: new Map(bids), candidates, asked };
}

async function biddersIn({ biddersOf }: BiddingDesk, { entries }: Contest): Promise<readonly Bidder[]> {
  const joined = [...entries.values()].filter(({ offer, deal }) => mayWork(offer, deal));
  const all = await Promise.all(joined.map(({ offer }) => biddersOf(offer.offerId).catch(() => [])));
  return all.flat();
}

/** A bid that sends the call to a number of ours would send it round and round. */
async function withoutLoop(numbers: NumberReader, asked: Asked): Promise<Asked> {
  if (asked.kind !== 'bid' || asked.bid.destination.kind !== 'number') return asked;
  const isOurs = await isOwn(numbers, asked.bid.destination.number);
  return isOurs ? { kind: 'no-bid', bidderId: asked.bid.bidderId, why: 'loop' } : asked;
}

const isOwn = (numbers: NumberReader, number: E164): Promise<boolean> =>
  numbers.number(number).then(
    (owned) => owned !== undefined,
    () => true,
  );

/** How long the winner's system has to hear that it won. The call is on its way meanwhile. */
const TELL_MS = 400;

/** Tells the winner who calls. Whether it listens changes nothing. */
export async function tellWinner(
  { line, stopwatch }: BiddingDesk,
  { bidder, bid }: { readonly bidder: Bidder; readonly bid: Bid },
  callerNumber: E164 | undefined,
): Promise<void> {
  const watch = stopwatch.start(TELL_MS);
  const won = {
    v: 1 as const,
    kind: 'bid-won' as const,
    auctionId: bid.bidId,
    amountMinor: Number(bid.amountMinor),
    currency: bidder.currency,
    ...(bid.reference === undefined ? {} : { reference: bid.reference }),
    ...(callerNumber === undefined ? {} : { callerNumber }),
  };
  await line.tellWinner(bidder, `won_${bid.bidId}`, won, watch.signal);
  watch.stop();
}
