import { type CallbourseClient, callbourseClient, dataOf, type Schema } from '../../../web/client/client.ts';
import { PUBLISHERS } from './plan.ts';

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
  readonly api: CallbourseClient;
  /** The number its pages publish, where its model has one. */
  readonly publishedNumber?: string;
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

async function createPublisher(url: string, operator: CallbourseClient, index: number): Promise<DemoPublisher> {
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
  return { publisherId, tagKey, origin, api: await clientFor({ url, operator }, 'publisher', publisherId) };
}

/** An advertiser with one offer, and publishers that bring what it buys: the same for every model. */
export async function createMarket(url: string, operatorKey: string, offer: Schema<'NewOffer'>): Promise<DemoNetwork> {
  const operator = clientOf(url, operatorKey);
  const { advertiserId } = await dataOf(operator.POST('/v1/advertisers', { body: { name: 'Springfield Roofing' } }));
  const advertiser = await clientFor({ url, operator }, 'advertiser', advertiserId);
  const { offerId } = await dataOf(advertiser.POST('/v1/offers', { body: offer }));
  const publishers: DemoPublisher[] = [];
  for (let index = 0; index < PUBLISHERS; index += 1) publishers.push(await createPublisher(url, operator, index));
  const finance = await clientFor({ url, operator }, 'finance', `clerk-${offerId}`);
  return { operator, advertiser, finance, publishers, offerId };
}
