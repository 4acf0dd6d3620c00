import { randomInt } from 'node:crypto';
import { type CallbourseClient, callbourseClient, dataOf } from '../../../web/client/client.ts';
import { PUBLISHERS, SMALL } from './plan.ts';

/** Everything the demo sets up for itself; a fresh one each time, so that demos on one app do not meet. */
export interface DemoNetwork {
  readonly operator: CallbourseClient;
  readonly advertiser: CallbourseClient;
  readonly finance: CallbourseClient;
  readonly publishers: readonly DemoPublisher[];
  readonly offerId: string;
}

export interface DemoPublisher {
  readonly publisherId: string;
  readonly tagKey: string;
  readonly origin: string;
  readonly publishedNumber: string;
  readonly api: CallbourseClient;
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

const clientOf = (baseUrl: string, key: string): CallbourseClient => callbourseClient({ baseUrl, token: () => key });

/** A client with a key of its own for one advertiser, publisher or person. */
async function clientFor(
  { url, operator }: { readonly url: string; readonly operator: CallbourseClient },
  role: 'advertiser' | 'publisher' | 'finance',
  subjectId: string,
): Promise<CallbourseClient> {
  const { key } = await dataOf(operator.POST('/v1/keys', { body: { role, subjectId, label: 'demo' } }));
  return clientOf(url, key);
}

async function createPublisher(
  url: string,
  operator: CallbourseClient,
  offerId: string,
  index: number,
  number: (index: number) => string,
): Promise<DemoPublisher> {
  const origin = `https://publisher-${index + 1}.example`;
  const { publisherId, tagKey } = await dataOf(
    operator.POST('/v1/publishers', {
      body: { name: `Publisher ${index + 1}`, origins: [origin], currency: 'USD', payoutThresholdMinor: 5_000 },
    }),
  );
  // The second publisher has not told us whom to pay: its line is carried, with that reason.
  if (index !== 1) {
    await dataOf(
      operator.PUT('/v1/publishers/{publisherId}/payee', {
        params: { path: { publisherId } },
        body: {
          legalName: `Publisher ${index + 1} LLC`,
          method: 'csv',
          accountReference: `DEMO-ACCOUNT-${index + 1}`,
        },
      }),
    );
  }
  const first = index * (POOL_NUMBERS + 1);
  const publishedNumber = number(first);
  const numbers = Array.from({ length: index === SMALL ? 1 : POOL_NUMBERS }, (_, offset) => number(first + 1 + offset));
  await createNumbers(operator, { publisherId, offerId }, publishedNumber, numbers);
  const api = await clientFor({ url, operator }, 'publisher', publisherId);
  return { publisherId, tagKey, origin, publishedNumber, api };
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

/** Sets up an advertiser with one offer and one target, and publishers with a pool each. */
export async function createNetwork(url: string, operatorKey: string): Promise<DemoNetwork> {
  const operator = clientOf(url, operatorKey);
  const { advertiserId } = await dataOf(operator.POST('/v1/advertisers', { body: { name: 'Springfield Roofing' } }));
  const advertiser = await clientFor({ url, operator }, 'advertiser', advertiserId);
  const { offerId } = await dataOf(
    advertiser.POST('/v1/offers', {
      body: {
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
      },
    }),
  );
  await dataOf(
    advertiser.POST('/v1/offers/{offerId}/targets', {
      params: { path: { offerId } },
      body: {
        name: 'Dispatch',
        destination: { kind: 'number', number: TARGET_NUMBER },
        maxConcurrent: 200,
        priority: 1,
        ringSeconds: 25,
      },
    }),
  );
  const number = numberBlock();
  const publishers: DemoPublisher[] = [];
  for (let index = 0; index < PUBLISHERS; index += 1) {
    publishers.push(await createPublisher(url, operator, offerId, index, number));
  }
  const finance = await clientFor({ url, operator }, 'finance', `clerk-${offerId}`);
  return { operator, advertiser, finance, publishers, offerId };
}
