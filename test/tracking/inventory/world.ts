import { NumberShop, SHOP_ROUTES } from '../../../infra/local/carrier/number-shop.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { Outbound, OutboundRequest } from '../../../shared/platform/http/outbound.ts';
import { dynamoLeaseCensus } from '../../../shared/tracking/dynamo-lease-census.ts';
import { dynamoPoolPlaces } from '../../../shared/tracking/inventory/dynamo-pool-places.ts';
import { dynamoScaling } from '../../../shared/tracking/inventory/dynamo-scaling.ts';
import { dynamoStock } from '../../../shared/tracking/inventory/dynamo-stock.ts';
import { telnyxShop } from '../../../shared/tracking/inventory/telnyx-shop.ts';
import { twilioShop } from '../../../shared/tracking/inventory/twilio-shop.ts';
import { countingIds } from '../../support/clock.ts';
import { call, httpEvent, trackingWorld } from '../world.ts';

export const OPERATOR = 'operator:ops';

/** The simulated shops behind the way out: what is asked of them, and faults to answer with instead. */
export function shopsOnLine() {
  const shop = new NumberShop();
  const asked: OutboundRequest[] = [];
  /** `lost` carries the request out and loses the answer. */
  const faults: ('lost' | 'silent' | { readonly status: number; readonly text: string })[] = [];
  const send: Outbound = async (request) => {
    asked.push(request);
    const fault = faults.shift();
    if (fault === 'silent') return { kind: 'failed', why: 'timeout' };
    if (typeof fault === 'object') return { kind: 'answer', headers: {}, isCut: false, ...fault };
    const answer = serve(shop, request);
    return fault === 'lost' ? { kind: 'failed', why: 'timeout' } : answer;
  };
  const twilio = { baseUrl: 'https://shop.example/__carrier/twilio', publicUrl: 'https://api.example', send };
  const telnyx = { baseUrl: 'https://shop.example/__carrier/telnyx', send };
  return {
    shop,
    asked,
    faults,
    shops: {
      twilio: twilioShop(twilio, async () => 'AC123:token'),
      telnyx: telnyxShop(telnyx, async () => 'KEY123'),
    },
  };
}

function serve(
  shop: NumberShop,
  { method, url, body = '', headers = {} }: OutboundRequest,
): Awaited<ReturnType<Outbound>> {
  const { pathname, searchParams } = new URL(url);
  for (const route of SHOP_ROUTES.filter((each) => each.method === method)) {
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
    const match = new RegExp(`^${route.path.replace(/\{\w+\}/g, '([^/]+)')}$`).exec(pathname);
    if (!match) continue;
    const params = Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? '']));
    const answer = route.answer(shop, { params, query: searchParams, body: Buffer.from(body), headers });
    const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
    return { kind: 'answer', status: answer.status, headers: {}, text, isCut: false };
  }
  return { kind: 'answer', status: 404, headers: {}, text: '{}', isCut: false };
}

export async function inventoryWorld(options: { numbers?: number; stealWhenEmpty?: boolean } = {}) {
  const world = await trackingWorld(options);
  const { client, catalog, leaseTable: leases } = world;
  const line = shopsOnLine();
  const deps = {
    ...world.setup,
    ids: countingIds(),
    stock: dynamoStock(client, catalog),
    places: dynamoPoolPlaces(client, { catalog, leases }),
    scaling: dynamoScaling(client, catalog),
    census: dynamoLeaseCensus(client, leases),
    shops: line.shops,
  };
  const send = (
    handler: HttpHandler,
    given: {
      body?: unknown;
      query?: Record<string, string>;
      params?: Record<string, string>;
      headers?: Record<string, string>;
    },
    key = OPERATOR,
  ) =>
    call(handler, httpEvent('POST', '/', { ...given, headers: { ...given.headers, authorization: `Bearer ${key}` } }));
  return { ...world, ...line, inventory: deps, send };
}

export type InventoryWorld = Awaited<ReturnType<typeof inventoryWorld>>;
