import type { Destination } from '../../catalog/model.ts';
import { deterministicId } from '../../kernel/ids.ts';
import { parsePhone } from '../../kernel/phone.ts';
import { type EpochMs, SECOND_MS } from '../../kernel/time.ts';
import { bidAnswer } from './contract.ts';
import type { Asked, Bidder } from './model.ts';

/** Reads what a bidder answered: its bid, or the plain reason why it has none. */
export function readBid(bidder: Bidder, auctionId: string, text: string, atMs: EpochMs): Asked {
  const { bidderId } = bidder;
  const json = jsonOf(text);
  if (json === undefined) return { kind: 'no-bid', bidderId, why: 'not-json' };
  const parsed = bidAnswer.safeParse(json);
  if (!parsed.success) return { kind: 'no-bid', bidderId, why: 'malformed' };
  const answer = parsed.data;
  if (!answer.bid) return { kind: 'no-bid', bidderId, why: 'declined' };
  if (answer.amountMinor < 0) return { kind: 'no-bid', bidderId, why: 'negative' };
  if (answer.amountMinor === 0) return { kind: 'no-bid', bidderId, why: 'declined' };
  if (answer.currency !== bidder.currency) return { kind: 'no-bid', bidderId, why: 'currency' };
  const destination = destinationOf(answer.destination);
  if (!destination) return { kind: 'no-bid', bidderId, why: 'malformed' };
  const bid = {
    bidderId,
    bidId: deterministicId('bid', auctionId, bidderId),
    amountMinor: BigInt(answer.amountMinor),
    destination,
    expiresAtMs: atMs + answer.expiresInSeconds * SECOND_MS,
    ...(answer.duplicates ? { duplicates: answer.duplicates } : {}),
    ...(answer.reference === undefined ? {} : { reference: answer.reference }),
  };
  return { kind: 'bid', bid, cached: false };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A number in national form could be anybody's. */
function destinationOf(given: Destination): Destination | undefined {
  if (given.kind === 'sip') return given;
  const number = given.number.trim().startsWith('+') ? parsePhone(given.number) : undefined;
  return number === undefined ? undefined : { kind: 'number', number };
}
