import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bidCandidates } from '../../../shared/calls/auction/bid-candidates.ts';
import { bidRequest } from '../../../shared/calls/auction/contract.ts';
import { auctionIdOf, holdAuction, keepBids } from '../../../shared/calls/auction/hold-auction.ts';
import { httpBidders } from '../../../shared/calls/auction/http-bidders.ts';
import { readBid } from '../../../shared/calls/auction/read-bid.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { httpOutbound } from '../../../shared/platform/http/outbound.ts';
import { offer } from '../../catalog/fixture.ts';
import { TestClock } from '../../support/clock.ts';
import { call, decide, routeOf } from '../routing/fixture.ts';
import { auctionPorts, bidder, bidderFarm, type Farm, GOOD, hold, memoryBids, SECRET } from './fixture.ts';

let farm: Farm;
beforeAll(async () => {
  farm = await bidderFarm();
});
afterAll(() => farm.close());
beforeEach(() => {
  farm.received.length = 0;
});

const at = (path: string) => bidder(`${farm.url}${path}`);
const fateOf = async (path: string, deadlineMs?: number): Promise<string> => {
  const [asked] = (await hold([at(path)], {}, deadlineMs)).asked;
  return asked?.kind === 'bid' ? 'bid' : (asked?.why ?? 'nothing');
};

describe('what a bidder answers', () => {
  it.each([
    ['/good', 'bid'],
    ['/declines', 'declined'],
    ['/empty', 'declined'],
    ['/zero', 'declined'],
    ['/negative', 'negative'],
    ['/euros', 'currency'],
    ['/fraction', 'malformed'],
    ['/fortune', 'malformed'],
    ['/nowhere', 'malformed'],
    ['/array', 'malformed'],
    ['/garbage', 'not-json'],
    ['/error', 'status'],
    ['/moved', 'redirect'],
    ['/huge', 'too-large'],
    ['/reset', 'unreachable'],
  ])('%s is %s', async (path, fate) => {
    expect(await fateOf(path)).toBe(fate);
  });

  it.each(['/hang', '/drip'])('%s is late', async (path) => {
    expect(await fateOf(path, 150)).toBe('late');
  });

  it('reads amount, destination, expiry, duplicate rule and the bidder’s own name of the bid', () => {
    const text = JSON.stringify({ ...GOOD, duplicates: { days: 7, scope: 'advertiser' }, reference: 'x-1', more: 'x' });
    expect(readBid(at('/good'), 'auction_1', text, 1_000)).toEqual({
      kind: 'bid',
      cached: false,
      bid: {
        bidderId: 'bidder_good',
        bidId: expect.stringMatching(/^bid_/),
        amountMinor: 2_500n,
        destination: { kind: 'number', number: '+12175550142' },
        expiresAtMs: 61_000,
        duplicates: { days: 7, scope: 'advertiser' },
        reference: 'x-1',
      },
    });
  });
});

describe('an auction', () => {
  it('asks everybody at once, signed as Standard Webhooks are, without the caller’s number', async () => {
    await hold([at('/good'), at('/better')]);
    expect(farm.received.map(({ path }) => path).sort()).toEqual(['/better', '/good']);
    const hashes = farm.received.map(({ headers, body }) => {
      new Webhook(SECRET).verify(body, headers as Record<string, string>);
      const request = bidRequest.parse(JSON.parse(body));
      expect(request.caller).toMatchObject({ country: 'US', state: 'US-IL', areaCode: '217', attestation: 'A' });
      expect(body).not.toMatch(/\+?1?217555|person_1/);
      return request.caller.hash;
    });
    expect(new Set(hashes).size).toBe(2);
  });

  it('with twenty bidders of which five hang ends at its deadline, with the other bids', async () => {
    const bidders = Array.from({ length: 20 }, (_, index) =>
      bidder(`${farm.url}${index < 5 ? '/hang' : '/good'}`, { bidderId: `bidder_${index}` }),
    );
    // Who hangs, hangs for ever: only the deadline ends this auction. It leaves a busy machine time for the other bids.
    const startedMs = performance.now();
    const { asked } = await hold(bidders, {}, 1_500);
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(1_495);
    expect(asked.filter(({ kind }) => kind === 'bid')).toHaveLength(15);
    expect(asked.slice(0, 5)).toEqual(
      bidders.slice(0, 5).map(({ bidderId }) => ({ kind: 'no-bid', bidderId, why: 'late' })),
    );
  });

  it('does not wait when everybody has answered', async () => {
    // The test would be cut off long before this deadline.
    const { asked } = await hold([at('/good')], {}, 10 * 60_000);
    expect(asked[0]?.kind).toBe('bid');
  });

  it('asks neither who is paused nor who was asked enough', async () => {
    const paused = bidder(`${farm.url}/good`, { state: 'paused' });
    const capped = bidder(`${farm.url}/better`, { asksPerMinute: 1 });
    const { asked } = await hold([paused, capped], { allowance: { take: async () => false } });
    expect(asked.map((each) => each.kind === 'no-bid' && each.why)).toEqual(['paused', 'ask-cap']);
    expect(farm.received).toEqual([]);
  });

  it('goes on without a cache, an allowance or a secret that fails', async () => {
    const broken = async (): Promise<never> => {
      throw new Error('throttled');
    };
    const cache = { find: broken, keep: broken };
    const capped = bidder(`${farm.url}/better`, { asksPerMinute: 1 });
    const { asked } = await hold([at('/good'), capped], { cache, allowance: { take: broken } });
    expect(asked.map((each) => (each.kind === 'bid' ? 'bid' : each.why))).toEqual(['bid', 'unreachable']);
    const line = httpBidders({ clock: systemClock, secretOf: broken, send: httpOutbound({ allowLoopback: true }) });
    expect((await hold([at('/good')], { line })).asked[0]).toMatchObject({ why: 'secret' });
  });

  it('ends at its deadline even when the cache hangs', async () => {
    const cache = { find: () => new Promise<never>(() => undefined), keep: async () => undefined };
    const { asked } = await hold([at('/good')], { cache }, 100);
    expect(asked).toHaveLength(1);
  });
});

describe('a caller who calls again', () => {
  it('is worth the same while the bid stands, without asking again; then everybody is asked anew', async () => {
    const clock = new TestClock();
    const ports = auctionPorts({ cache: memoryBids(), clock });
    const again = async () => {
      const auction = await holdAuction(ports, 'auction_1', call(), [at('/good'), at('/declines')], 'person_1', 2_000);
      await keepBids(ports, auction);
      return auction.asked[0];
    };
    const first = await again();
    farm.received.length = 0;
    clock.advance(59_999);
    expect(await again()).toEqual({ ...first, cached: true });
    expect(farm.received.map(({ path }) => path)).toEqual(['/declines']);
    clock.advance(1);
    expect(await again()).toMatchObject({ kind: 'bid', cached: false });
  });

  it('is another auction at another publisher, another market, or as somebody else', () => {
    const id = auctionIdOf(call(), 'market_1', 'person_1');
    expect(auctionIdOf(call({ outcomeId: 'call_2' }), 'market_1', 'person_1')).toBe(id);
    const others = [
      auctionIdOf(call({ publisherId: 'pub_2' }), 'market_1', 'person_1'),
      auctionIdOf(call(), 'market_2', 'person_1'),
      auctionIdOf(call(), 'market_1', 'person_2'),
      auctionIdOf(call(), 'market_1', undefined),
      auctionIdOf(call({ outcomeId: 'call_2' }), 'market_1', undefined),
    ];
    expect(new Set([id, ...others]).size).toBe(6);
  });
});

describe('bids in the market', () => {
  const bidPriced = {
    pricing: {
      charge: { kind: 'bid-share' as const, shareBps: 10_000 },
      payout: { kind: 'bid-share' as const, shareBps: 7_500 },
    },
  };
  const entriesOf = (changes: Parameters<typeof offer>[0] = {}) => ({
    entries: new Map([['offer_1', { offer: offer({ ...bidPriced, ...changes }), deal: undefined }]]),
  });
  const market = { order: 'price' as const };

  it('compete by what they are worth, and the second-best is the failover', async () => {
    const bidders = [at('/good'), at('/better'), at('/hang')];
    const { asked } = await hold(bidders, {}, 1_500);
    const candidates = bidCandidates(call(), entriesOf(), bidders, asked);
    const decision = decide({ candidates, rules: market, facts: { atMs: Date.now() } });
    expect(routeOf(decision)).toEqual(['bidder_better', 'bidder_good']);
    expect(decision.steps[0]).toMatchObject({
      chargeMinor: 3_500n,
      payoutMinor: 2_625n,
      destination: { kind: 'sip', uri: 'sip:desk@buyer.example' },
    });
  });

  it('are refused by the same rules: a duplicate, a loop, an expired bid, a paused offer', () => {
    const read = (changes: object, atMs: number) =>
      readBid(at('/good'), 'auction_1', JSON.stringify({ ...GOOD, ...changes }), atMs);
    const fate = (changes: object, entries = entriesOf(), lateMs = 0) => {
      const facts = call();
      const earlier = [{ targetId: 'bidder_good', advertiserId: 'adv_1', atMs: facts.atMs - 1 }];
      const candidates = bidCandidates(facts, entries, [at('/good')], [read(changes, facts.atMs - lateMs)]);
      const [first] = decide({ candidates, rules: market, facts: { earlier } }).considered;
      return first?.fate.kind === 'refused' ? first.fate.why.refusal : first?.fate.kind;
    };
    expect(fate({})).toBe('chosen');
    expect(fate({ duplicates: { days: 30, scope: 'advertiser' } })).toBe('repeat');
    expect(fate({ destination: { kind: 'number', number: '+18005550199' } })).toBe('loop');
    expect(fate({}, entriesOf(), 60_000)).toBe('bid-expired');
    expect(fate({}, entriesOf({ state: 'paused' }))).toBe('offer-paused');
    expect(fate({}, { entries: new Map() })).toBeUndefined();
  });
});

describe('the winner', () => {
  it('alone is told the number, in a signed message', async () => {
    const { line } = auctionPorts();
    const won = {
      v: 1 as const,
      kind: 'bid-won' as const,
      auctionId: 'auction_1',
      amountMinor: 3_500,
      currency: 'USD',
      callerNumber: '+12175550177',
    };
    const { signal } = new AbortController();
    expect(await line.tellWinner(at('/better'), 'won_1', won, signal)).toBe('told');
    const [received] = farm.received;
    expect(new Webhook(SECRET).verify(received?.body ?? '', received?.headers as Record<string, string>)).toEqual(won);
    expect(await line.tellWinner(at('/error'), 'won_1', won, signal)).toBe('not-told');
    expect(await line.tellWinner(at('/hang'), 'won_1', won, AbortSignal.timeout(100))).toBe('not-told');
  });
});

describe('an address that is not public', () => {
  const line = httpBidders({
    clock: systemClock,
    secretOf: async () => SECRET,
    send: httpOutbound({ allowLoopback: false }),
  });

  it.each([
    'http://buyer.example/bid',
    'https://127.0.0.1/bid',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/bid',
    'https://[::ffff:10.0.0.1]/bid',
    'https://2130706433/bid',
    'https://localhost/bid',
  ])('%s is not asked', async (url) => {
    const [asked] = (await hold([bidder(url)], { line })).asked;
    expect(asked).toMatchObject({ kind: 'no-bid', why: 'private-address' });
  });
});
