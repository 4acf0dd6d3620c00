import { randomInt } from 'node:crypto';
import { type CallbourseClient, dataOf, type Schema } from '../../../web/client/client.ts';
import { createMarket, type DemoNetwork, type DemoPublisher } from './network.ts';
import { ASKED_AREA, SMALL } from './plan.ts';

/** Where calls go; the demo's carrier answers for them. */
const DESKS = [
  { name: 'Dispatch', number: '+13125550100', language: 'en' },
  { name: 'Despacho', number: '+13125550101', language: 'es' },
] as const;
const FALLBACK_TARGET = '+13125550199';
/** More than a wave has visits: within a wave no number is given twice, and from wave to wave they go round. */
const POOL_NUMBERS = 120;

/**
 * Numbers nobody has: a demo takes a block of its own, at random, because the app remembers those of earlier demos.
 * 10,000 numbers of one area code and exchange, well inside the North American plan.
 */
function numberBlock(): (index: number) => string {
  const area = randomInt(201, 980);
  const exchange = randomInt(200, 999);
  const safeArea = area % 100 === 11 ? area + 1 : area;
  const safeExchange = exchange % 100 === 11 ? exchange + 1 : exchange;
  return (index) => `+1${safeArea}${safeExchange}${String(index).padStart(4, '0')}`;
}

const OFFER: Schema<'NewOffer'> = {
  model: 'call',
  name: 'Roof repair, Midwest',
  currency: 'USD',
  chargeMinor: 4_000,
  payoutMinor: 3_000,
  holdDays: 3,
  fallbackDestination: { kind: 'number', number: FALLBACK_TARGET },
  criteria: {
    kind: 'all',
    of: [
      { kind: 'talk-time', minSeconds: 60 },
      { kind: 'caller-region', in: ['US-IL', 'US-WI', 'US-IN', 'US-MO', 'US-IA'] },
      { kind: 'not', of: { kind: 'repeat', days: 30, scope: 'offer' } },
    ],
  },
};

/** Callers of one area hear a menu; the others are put through at once. */
const PLAN: Schema<'NewPlan'> = {
  entry: 'where',
  nodes: {
    where: {
      kind: 'branch',
      cases: [{ when: { kind: 'area', in: [{ kind: 'area-code', code: ASKED_AREA }] }, goTo: 'menu' }],
      otherwise: 'desk',
    },
    menu: {
      kind: 'ask',
      prompt: 'For repairs press 1, or say leak. Para español, oprima 2.',
      by: ['keys', 'speech'],
      choices: [
        { keys: '1', words: ['leak', 'repair'], language: 'en', goTo: 'law' },
        { keys: '2', words: ['español'], language: 'es', goTo: 'moment' },
      ],
      otherwise: 'desk',
    },
    law: { kind: 'record', notice: 'This call is recorded.', goTo: 'desk' },
    moment: { kind: 'notice', say: 'Un momento, por favor.', goTo: 'desk' },
    desk: { kind: 'offer' },
  },
};

async function createDesks({ advertiser, offerId }: Pick<DemoNetwork, 'advertiser' | 'offerId'>): Promise<void> {
  const params = { path: { offerId } };
  for (const [index, { name, number, language }] of DESKS.entries()) {
    const destination = { kind: 'number' as const, number };
    const rules = { languages: [language] };
    const body = { name, destination, maxConcurrent: 200, priority: index + 1, ringSeconds: 25, rules };
    await dataOf(advertiser.POST('/v1/offers/{offerId}/targets', { params, body }));
  }
  await dataOf(advertiser.PUT('/v1/offers/{offerId}/plan', { params, body: PLAN }));
}

async function createNumbers(
  operator: CallbourseClient,
  owner: { readonly publisherId: string; readonly offerId: string },
  publishedNumber: string,
  numbers: string[],
): Promise<void> {
  await dataOf(operator.POST('/v1/numbers', { body: { ...owner, number: publishedNumber, source: 'website' } }));
  const pool = { ...owner, name: 'Website', leaseSeconds: 300, fallbackNumber: publishedNumber };
  const { poolId } = await dataOf(operator.POST('/v1/pools', { body: pool }));
  await dataOf(operator.POST('/v1/pools/{poolId}/numbers', { params: { path: { poolId } }, body: { numbers } }));
}

/** Sets up an advertiser with one offer, a desk for each language and a plan, and publishers with a pool each. */
export async function createNetwork(url: string, operatorKey: string): Promise<DemoNetwork> {
  const market = await createMarket(url, operatorKey, OFFER);
  const { operator, offerId } = market;
  await createDesks(market);
  const number = numberBlock();
  const publishers: DemoPublisher[] = [];
  for (const [index, publisher] of market.publishers.entries()) {
    const first = index * (POOL_NUMBERS + 1);
    const size = index === SMALL ? 1 : POOL_NUMBERS;
    const numbers = Array.from({ length: size }, (_, offset) => number(first + 1 + offset));
    const owner = { publisherId: publisher.publisherId, offerId };
    await createNumbers(operator, owner, number(first), numbers);
    publishers.push({ ...publisher, publishedNumber: number(first) });
  }
  return { ...market, publishers };
}
