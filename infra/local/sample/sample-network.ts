import { type Api, api } from '../demo/http.ts';

/** The sample page's publisher, and what it needs: made once by the API, as an operator would, and found again afterwards. */
export interface SampleNetwork {
  readonly operator: Api;
  readonly publisherId: string;
  /** Whose calls the published number brings. */
  readonly advertiserId: string;
  readonly tagKey: string;
  readonly publishedNumber: string;
  /** What the page's form brings leads for. */
  readonly leadOfferId: string;
}

const PUBLISHER = 'Sangamon Plumbing & Drain (sample page)';
const POOL = 'Sample page';
/** 555-01xx numbers are reserved for fiction. */
const PUBLISHED_NUMBER = '+12175550100';
const POOL_NUMBERS = Array.from({ length: 20 }, (_, index) => `+12175550${String(index + 110)}`);
const TARGET_NUMBER = '+12175550142';
const FALLBACK_NUMBER = '+12175550143';

/** Pages of a list looked through before giving up; the sample is the first thing made on a fresh app. */
const MAX_PAGES = 20;

const CALL_OFFER = 'Plumbing calls, Illinois';
const LEAD_OFFER = 'Plumbing leads, Illinois (sample page)';

interface Publisher {
  readonly publisherId: string;
  readonly name: string;
  readonly tagKey: string;
}

interface Listed<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

async function find<T>(operator: Api, path: string, is: (item: T) => boolean): Promise<T | undefined> {
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const separator = path.includes('?') ? '&' : '?';
    const query = `limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
    const listed = await operator.get<Listed<T>>(`${path}${separator}${query}`);
    const found = listed.items.find(is);
    if (found || !listed.nextCursor) return found;
    cursor = listed.nextCursor;
  }
  return undefined;
}

/** Everything the sample page needs, made if it is not there. Its last step makes it findable whole: half a set-up starts anew. */
export async function sampleNetwork(url: string, operatorKey: string): Promise<SampleNetwork> {
  const operator = api(url, operatorKey);
  const publisher = await find<Publisher>(operator, '/v1/publishers', ({ name }) => name === PUBLISHER);
  if (publisher && (await isWhole(operator, publisher.publisherId))) {
    const leadOfferId = await leadOffer(operator);
    const { publisherId, tagKey } = publisher;
    const { advertiserId } = await callOffer(operator);
    return { operator, publisherId, advertiserId, tagKey, publishedNumber: PUBLISHED_NUMBER, leadOfferId };
  }
  return createSample(operator, url, publisher);
}

async function isWhole(operator: Api, publisherId: string): Promise<boolean> {
  const last = POOL_NUMBERS.at(-1);
  const path = `/v1/numbers?publisherId=${publisherId}`;
  return (await find<{ number: string }>(operator, path, ({ number }) => number === last)) !== undefined;
}

async function createSample(operator: Api, url: string, known: Publisher | undefined): Promise<SampleNetwork> {
  const { publisherId, tagKey } = known ?? (await createPublisher(operator, url));
  const { offerId, advertiserId } = await callOffer(operator);
  const published = { number: PUBLISHED_NUMBER, publisherId, offerId, source: 'sample page' };
  const existing = await find<{ number: string }>(
    operator,
    `/v1/numbers?publisherId=${publisherId}`,
    ({ number }) => number === PUBLISHED_NUMBER,
  );
  if (!existing) await operator.send('POST', '/v1/numbers', published);
  const { poolId } = await operator.send<{ poolId: string }>('POST', '/v1/pools', {
    publisherId,
    offerId,
    name: POOL,
    leaseSeconds: 600,
    fallbackNumber: PUBLISHED_NUMBER,
  });
  await operator.send('POST', `/v1/pools/${poolId}/numbers`, { numbers: POOL_NUMBERS });
  const leadOfferId = await leadOffer(operator);
  return { operator, publisherId, advertiserId, tagKey, publishedNumber: PUBLISHED_NUMBER, leadOfferId };
}

const createPublisher = (operator: Api, url: string): Promise<Publisher> =>
  operator.send<Publisher>('POST', '/v1/publishers', {
    name: PUBLISHER,
    // The same app by both of its names.
    origins: [url, url.replace('127.0.0.1', 'localhost')],
    currency: 'USD',
    payoutThresholdMinor: 5_000,
  });

interface CallOffer {
  readonly offerId: string;
  readonly advertiserId: string;
}

/** Found again by its name, or made: pays for a minute's talk with a caller from Illinois who has not called in 30 days. */
async function callOffer(operator: Api): Promise<CallOffer> {
  const known = await find<CallOffer & { name: string }>(operator, '/v1/offers', ({ name }) => name === CALL_OFFER);
  if (known) return known;
  const { advertiserId } = await operator.send<{ advertiserId: string }>('POST', '/v1/advertisers', {
    name: 'Sangamon Plumbing & Drain',
  });
  const { offerId } = await operator.send<{ offerId: string }>('POST', '/v1/offers', {
    advertiserId,
    model: 'call',
    name: CALL_OFFER,
    currency: 'USD',
    chargeMinor: 4_500,
    payoutMinor: 3_200,
    holdDays: 3,
    fallbackDestination: { kind: 'number', number: FALLBACK_NUMBER },
    criteria: {
      kind: 'all',
      of: [
        { kind: 'talk-time', minSeconds: 60 },
        { kind: 'caller-region', in: ['US-IL'] },
        { kind: 'not', of: { kind: 'repeat', days: 30, scope: 'offer' } },
      ],
    },
  });
  await operator.send('POST', `/v1/offers/${offerId}/targets`, {
    name: 'Dispatch desk',
    destination: { kind: 'number', number: TARGET_NUMBER },
    maxConcurrent: 10,
    priority: 1,
    ringSeconds: 20,
  });
  return { offerId, advertiserId };
}

/** Found again by its name, or made: pays for somebody who wants a plumber this week and has not asked before. */
async function leadOffer(operator: Api): Promise<string> {
  const known = await find<{ offerId: string; name: string }>(
    operator,
    '/v1/offers',
    ({ name }) => name === LEAD_OFFER,
  );
  if (known) return known.offerId;
  const { advertiserId } = await operator.send<{ advertiserId: string }>('POST', '/v1/advertisers', {
    name: 'Sangamon Plumbing & Drain, office',
  });
  const { offerId } = await operator.send<{ offerId: string }>('POST', '/v1/offers', {
    advertiserId,
    model: 'lead',
    name: LEAD_OFFER,
    currency: 'USD',
    chargeMinor: 2_000,
    payoutMinor: 1_400,
    holdDays: 3,
    criteria: {
      kind: 'all',
      of: [
        { kind: 'answer', name: 'urgency', in: ['today', 'week'] },
        { kind: 'not', of: { kind: 'repeat', days: 30, scope: 'advertiser' } },
      ],
    },
    lead: {
      vertical: 'Plumbing',
      fields: [
        { name: 'fullName', label: 'Your name', type: 'text', required: true },
        { name: 'phone', label: 'Phone', type: 'phone', required: true },
        { name: 'urgency', label: 'How soon', type: 'choice', choices: ['today', 'week', 'later'], required: true },
      ],
    },
  });
  return offerId;
}
