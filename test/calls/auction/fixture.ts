import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AuctionPorts, holdAuction } from '../../../shared/calls/auction/hold-auction.ts';
import { httpBidders } from '../../../shared/calls/auction/http-bidders.ts';
import type { Bid, Bidder } from '../../../shared/calls/auction/model.ts';
import type { BidCache } from '../../../shared/calls/auction/ports.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { httpOutbound } from '../../../shared/platform/http/outbound.ts';
import { systemStopwatch } from '../../../shared/platform/stopwatch.ts';
import { call } from '../routing/fixture.ts';

export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

export const GOOD = {
  bid: true,
  amountMinor: 2_500,
  currency: 'USD',
  destination: { kind: 'number', number: '+12175550142' },
  expiresInSeconds: 60,
};

/** What a bidder was sent. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Farm {
  readonly url: string;
  readonly received: Received[];
  close(): Promise<void>;
}

type Behaviour = (response: ServerResponse) => void;

const json =
  (body: unknown): Behaviour =>
  (response) =>
    response.end(JSON.stringify(body));

/** How bidders behave, by path. `hang` accepts and never says a word; `drip` never stops. */
const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  '/good': json(GOOD),
  '/better': json({ ...GOOD, amountMinor: 3_500, destination: { kind: 'sip', uri: 'sip:desk@buyer.example' } }),
  '/declines': json({ bid: false }),
  '/empty': (response) => response.writeHead(204).end(),
  '/zero': json({ ...GOOD, amountMinor: 0 }),
  '/negative': json({ ...GOOD, amountMinor: -100 }),
  '/euros': json({ ...GOOD, currency: 'EUR' }),
  '/fraction': json({ ...GOOD, amountMinor: 12.5 }),
  '/fortune': json({ ...GOOD, amountMinor: 1e15 }),
  '/nowhere': json({ ...GOOD, destination: { kind: 'number', number: '5550142' } }),
  '/garbage': (response) => response.end('<html>It works!</html>'),
  '/array': json([GOOD]),
  '/error': (response) => response.writeHead(500).end(JSON.stringify(GOOD)),
  '/moved': (response) => response.writeHead(302, { location: '/good' }).end(),
  '/huge': (response) => {
    response.write(JSON.stringify(GOOD));
    response.end(' '.repeat(3 * 1024 * 1024));
  },
  '/hang': () => undefined,
  '/drip': (response) => {
    const timer = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(timer));
  },
  '/reset': (response) => response.destroy(),
};

export async function bidderFarm(): Promise<Farm> {
  const received: Received[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      received.push({ path, headers: request.headers, body: Buffer.concat(chunks).toString() });
      (BEHAVIOURS[path] ?? json(GOOD))(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export const bidder = (url: string, changes: Partial<Bidder> = {}): Bidder => ({
  bidderId: `bidder_${new URL(url).pathname.slice(1)}`,
  offerId: 'offer_1',
  advertiserId: 'adv_1',
  state: 'active',
  url,
  currency: 'USD',
  priority: 1,
  ringSeconds: 25,
  ...changes,
});

export const memoryBids = (): BidCache & { readonly kept: Map<string, readonly Bid[]> } => {
  const kept = new Map<string, readonly Bid[]>();
  return {
    kept,
    find: async (auctionId) => kept.get(auctionId) ?? [],
    keep: async (auctionId, bids) => void kept.set(auctionId, bids),
  };
};

export const auctionPorts = (changes: Partial<AuctionPorts> = {}): AuctionPorts => ({
  line: httpBidders({ clock: systemClock, secretOf: async () => SECRET, send: httpOutbound({ allowLoopback: true }) }),
  allowance: { take: async () => true },
  cache: memoryBids(),
  stopwatch: systemStopwatch,
  clock: systemClock,
  ...changes,
});

export const hold = (bidders: readonly Bidder[], changes: Partial<AuctionPorts> = {}, deadlineMs = 20_000) =>
  holdAuction(auctionPorts(changes), 'auction_1', call(), bidders, 'person_1', deadlineMs);
