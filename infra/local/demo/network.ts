import { randomInt } from 'node:crypto';
import { type Api, api } from './http.ts';
import { PUBLISHERS, SMALL } from './plan.ts';

/** Everything the demo sets up for itself; a fresh one each time, so that demos on one app do not meet. */
export interface DemoNetwork {
  readonly operator: Api;
  readonly advertiser: Api;
  readonly finance: Api;
  readonly publishers: readonly DemoPublisher[];
  readonly offerId: string;
}

export interface DemoPublisher {
  readonly publisherId: string;
  readonly tagKey: string;
  readonly origin: string;
  readonly publishedNumber: string;
  readonly api: Api;
}

/** Where calls go; the demo's carrier answers for them. */
const TARGET_NUMBER = '+13125550100';
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

async function issueKey(operator: Api, role: string, subjectId: string): Promise<string> {
  const { key } = await operator.send<{ key: string }>('POST', '/v1/keys', { role, subjectId, label: 'demo' });
  return key;
}

async function createPublisher(
  url: string,
  operator: Api,
  offerId: string,
  index: number,
  number: (index: number) => string,
): Promise<DemoPublisher> {
  const origin = `https://publisher-${index + 1}.example`;
  const { publisherId, tagKey } = await operator.send<{ publisherId: string; tagKey: string }>(
    'POST',
    '/v1/publishers',
    {
      name: `Publisher ${index + 1}`,
      origins: [origin],
      currency: 'USD',
      payoutThresholdMinor: 5_000,
    },
  );
  // The second publisher has not told us whom to pay: its line is carried, with that reason.
  if (index !== 1) {
    await operator.send('PUT', `/v1/publishers/${publisherId}/payee`, {
      legalName: `Publisher ${index + 1} LLC`,
      method: 'csv',
      accountReference: `DEMO-ACCOUNT-${index + 1}`,
    });
  }
  const first = index * (POOL_NUMBERS + 1);
  const publishedNumber = number(first);
  await operator.send('POST', '/v1/numbers', { number: publishedNumber, publisherId, offerId, source: 'website' });
  const { poolId } = await operator.send<{ poolId: string }>('POST', '/v1/pools', {
    publisherId,
    offerId,
    name: 'Website',
    leaseSeconds: 300,
    fallbackNumber: publishedNumber,
  });
  const numbers = Array.from({ length: index === SMALL ? 1 : POOL_NUMBERS }, (_, offset) => number(first + 1 + offset));
  await operator.send('POST', `/v1/pools/${poolId}/numbers`, { numbers });
  const key = await issueKey(operator, 'publisher', publisherId);
  return { publisherId, tagKey, origin, publishedNumber, api: api(url, key) };
}

/** Sets up an advertiser with one offer and one target, and publishers with a pool each. */
export async function createNetwork(url: string, operatorKey: string): Promise<DemoNetwork> {
  const operator = api(url, operatorKey);
  const { advertiserId } = await operator.send<{ advertiserId: string }>('POST', '/v1/advertisers', {
    name: 'Springfield Roofing',
  });
  const advertiser = api(url, await issueKey(operator, 'advertiser', advertiserId));
  const { offerId } = await advertiser.send<{ offerId: string }>('POST', '/v1/offers', {
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
  });
  await advertiser.send('POST', `/v1/offers/${offerId}/targets`, {
    name: 'Dispatch',
    destination: { kind: 'number', number: TARGET_NUMBER },
    maxConcurrent: 200,
    priority: 1,
    ringSeconds: 25,
  });
  const number = numberBlock();
  const publishers: DemoPublisher[] = [];
  for (let index = 0; index < PUBLISHERS; index += 1) {
    publishers.push(await createPublisher(url, operator, offerId, index, number));
  }
  const finance = api(url, await issueKey(operator, 'finance', `clerk-${offerId}`));
  return { operator, advertiser, finance, publishers, offerId };
}
