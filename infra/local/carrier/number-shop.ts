import type { LocalControl } from '../http/control-routes.ts';
import type { LocalRequest, LocalResponse, LocalRoute } from '../http/local-route.ts';

/**
 * The simulated carrier sells numbers too, in the shapes of Twilio's and Telnyx's own APIs: the hundred of each North American
 * area code that are set aside for fiction (555-0100 to 555-0199), so that none of them can ever ring anybody.
 */
export class NumberShop {
  /** Number by the carrier's id of it. */
  readonly owned = new Map<string, string>();
  #sold = 0;

  available(areaCode: string, contains: string, limit: number): string[] {
    const taken = new Set(this.owned.values());
    const all = Array.from({ length: 100 }, (_, index) => `+1${areaCode}5550${String(100 + index)}`);
    return all.filter((number) => number.includes(contains) && !taken.has(number)).slice(0, limit);
  }

  /** Undefined for a number that somebody has, or that is not sold here. */
  sell(number: string, prefix: string): string | undefined {
    if (!/^\+1\d{3}55501\d\d$/.test(number) || this.idOf(number) !== undefined) return undefined;
    this.#sold += 1;
    const id = `${prefix}${String(this.#sold).padStart(32, '0')}`;
    this.owned.set(id, number);
    return id;
  }

  idOf(number: string): string | undefined {
    return [...this.owned].find(([, mine]) => mine === number)?.[0];
  }
}

type Answer = (shop: NumberShop, request: Pick<LocalRequest, 'params' | 'query' | 'body' | 'headers'>) => LocalResponse;

interface ShopRoute {
  readonly method: string;
  readonly path: string;
  readonly answer: Answer;
}

const ACCOUNT = '/__carrier/twilio/2010-04-01/Accounts/{account}';

const twilioRefusal = (code: number, message: string): LocalResponse => ({
  status: 400,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status: 400 },
});

const twilio: readonly ShopRoute[] = [
  {
    method: 'GET',
    path: `${ACCOUNT}/AvailablePhoneNumbers/{country}/Local.json`,
    answer: (shop, { params, query }) => {
      if (params.country !== 'US') return { status: 404, body: { code: 20_404, message: 'not found', status: 404 } };
      const limit = Number(query.get('PageSize') ?? 50);
      const numbers = shop.available(query.get('AreaCode') ?? '217', query.get('Contains') ?? '', limit);
      const region = { locality: 'Springfield', region: 'IL', iso_country: 'US', capabilities: { voice: true } };
      return {
        status: 200,
        body: { available_phone_numbers: numbers.map((each) => ({ phone_number: each, ...region })) },
      };
    },
  },
  {
    method: 'GET',
    path: `${ACCOUNT}/IncomingPhoneNumbers.json`,
    answer: (shop, { query }) => {
      const number = query.get('PhoneNumber') ?? '';
      const sid = shop.idOf(number);
      return { status: 200, body: { incoming_phone_numbers: sid ? [{ sid, phone_number: number }] : [] } };
    },
  },
  {
    method: 'POST',
    path: `${ACCOUNT}/IncomingPhoneNumbers.json`,
    answer: (shop, { body }) => {
      const form = new URLSearchParams(body.toString());
      const number = form.get('PhoneNumber') ?? '';
      if (!form.get('VoiceUrl')) return twilioRefusal(21_402, 'VoiceUrl is missing');
      const sid = shop.sell(number, 'PN');
      if (!sid) return twilioRefusal(21_422, `${number} is not available for purchase`);
      return { status: 201, body: { sid, phone_number: number, voice_url: form.get('VoiceUrl') } };
    },
  },
  {
    method: 'DELETE',
    path: `${ACCOUNT}/IncomingPhoneNumbers/{file}`,
    answer: (shop, { params }) =>
      shop.owned.delete((params.file ?? '').replace(/\.json$/, ''))
        ? { status: 204 }
        : { status: 404, body: { code: 20_404, message: 'not found', status: 404 } },
  },
];

const telnyxRefusal = (status: number, code: string, title: string): LocalResponse => ({
  status,
  body: { errors: [{ code, title, detail: title }] },
});

const telnyx: readonly ShopRoute[] = [
  {
    method: 'GET',
    path: '/__carrier/telnyx/v2/available_phone_numbers',
    answer: (shop, { query }) => {
      if (query.get('filter[country_code]') !== 'US') return telnyxRefusal(400, '10031', 'No numbers found');
      const areaCode = query.get('filter[national_destination_code]') ?? '217';
      const contains = query.get('filter[phone_number][contains]') ?? '';
      const numbers = shop.available(areaCode, contains, Number(query.get('filter[limit]') ?? 100));
      const region_information = [{ region_type: 'state', region_name: 'IL' }];
      return { status: 200, body: { data: numbers.map((each) => ({ phone_number: each, region_information })) } };
    },
  },
  {
    method: 'GET',
    path: '/__carrier/telnyx/v2/phone_numbers',
    answer: (shop, { query }) => {
      const number = query.get('filter[phone_number]') ?? '';
      const id = shop.idOf(number);
      return { status: 200, body: { data: id ? [{ id, phone_number: number, status: 'active' }] : [] } };
    },
  },
  {
    method: 'POST',
    path: '/__carrier/telnyx/v2/number_orders',
    answer: (shop, { body }) => {
      const order = JSON.parse(body.toString()) as { phone_numbers?: { phone_number?: string }[] };
      const number = order.phone_numbers?.[0]?.phone_number ?? '';
      if (!shop.sell(number, '')) return telnyxRefusal(422, '85000', 'The number is not available');
      return {
        status: 200,
        body: { data: { id: 'order', status: 'success', phone_numbers: [{ phone_number: number }] } },
      };
    },
  },
  {
    method: 'DELETE',
    path: '/__carrier/telnyx/v2/phone_numbers/{id}',
    answer: (shop, { params }) =>
      shop.owned.delete(params.id ?? '')
        ? { status: 200, body: { data: { id: params.id } } }
        : telnyxRefusal(404, '10005', 'Resource not found'),
  },
];

/** Both APIs as they are without a web server around them. */
export const SHOP_ROUTES = [...twilio, ...telnyx];

/** One shop per running app; what it sold before a restart it has forgotten, and sells again. */
const shops = new WeakMap<LocalControl, NumberShop>();

function shopOf(control: LocalControl): NumberShop {
  const shop = shops.get(control) ?? new NumberShop();
  shops.set(control, shop);
  return shop;
}

export const NUMBER_SHOP_ROUTES: readonly LocalRoute<LocalControl>[] = SHOP_ROUTES.map(({ method, path, answer }) => ({
  method,
  path,
  handle: (request, control) => answer(shopOf(control), request),
}));
