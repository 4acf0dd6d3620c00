import { z } from 'zod';
import { Problem } from '../../kernel/problem.ts';
import { askShop, readAs, type ShopAccess, shopWords } from './ask-shop.ts';
import type { NumberShop } from './ports.ts';

/**
 * Numbers of Telnyx by its API v2. Which application serves their calls is the connection's matter: set one up for the
 * account, and Telnyx puts new numbers on it.
 *
 * Sources: https://developers.telnyx.com/api-reference/phone-number-search/list-available-phone-numbers,
 * https://developers.telnyx.com/api-reference/phone-number-orders/create-a-number-order
 */
const available = z.object({
  data: z.array(
    z.object({
      phone_number: z.string(),
      region_information: z.array(z.object({ region_type: z.string(), region_name: z.string() })).nullish(),
    }),
  ),
});
const owned = z.object({ data: z.array(z.object({ id: z.string().max(64), phone_number: z.string() })) });
const order = z.object({ data: z.object({ id: z.string(), status: z.enum(['pending', 'success', 'failure']) }) });
const refusal = z.object({ errors: z.array(z.object({ code: z.string(), title: z.string() })).min(1) });

const NAME = 'telnyx';

/** @param secret the API key of the account */
export function telnyxShop(
  { baseUrl, send }: Omit<ShopAccess, 'publicUrl'>,
  secret: () => Promise<string>,
): NumberShop {
  const ask = async (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) =>
    askShop(send, NAME, {
      method,
      url: `${baseUrl}/v2/${path}`,
      headers: {
        authorization: `Bearer ${await secret()}`,
        accept: 'application/json',
        'content-type': 'application/json',
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });

  async function find(number: string): Promise<string | undefined> {
    const query = new URLSearchParams({ 'filter[phone_number]': number });
    const { data } = readAs(owned, NAME, await ask('GET', `phone_numbers?${query}`));
    return data.find(({ phone_number }) => phone_number === number)?.id;
  }

  return {
    find,
    async search({ country, areaCode, contains, limit }) {
      const query = new URLSearchParams({
        'filter[country_code]': country,
        'filter[features]': 'voice',
        'filter[phone_number_type]': 'local',
        'filter[limit]': String(limit),
        ...(areaCode ? { 'filter[national_destination_code]': areaCode } : {}),
        ...(contains ? { 'filter[phone_number][contains]': contains } : {}),
      });
      const answer = await ask('GET', `available_phone_numbers?${query}`);
      // 400 is how Telnyx says that nothing fits.
      if (answer.status === 400 && refusal.safeParse(answer.json).success) return [];
      return readAs(available, NAME, answer).data.map(({ phone_number, region_information: regions }) => {
        const named = (type: string) => regions?.find(({ region_type }) => region_type === type)?.region_name;
        return { number: phone_number, locality: named('rate_center'), region: named('state') };
      });
    },
    async buy(number) {
      const answer = await ask('POST', 'number_orders', { phone_numbers: [{ phone_number: number }] });
      const said = answer.status < 500 && answer.status >= 400 ? refusal.safeParse(answer.json).data : undefined;
      if (said) return { kind: 'refused', why: shopWords(`${said.errors[0]?.code} ${said.errors[0]?.title}`) };
      const { status } = readAs(order, NAME, answer).data;
      if (status === 'failure') return { kind: 'refused', why: 'the order failed' };
      // An order is carried out a moment later: until then the number is being bought, and asked for again.
      const carrierId = await find(number);
      if (carrierId === undefined) throw new Problem('unavailable', 'telnyx is still carrying out the order');
      return { kind: 'bought', carrierId };
    },
    async release(carrierId) {
      const { status } = await ask('DELETE', `phone_numbers/${encodeURIComponent(carrierId)}`);
      if (status !== 200 && status !== 404) throw new Problem('unavailable', `${NAME} answered ${status}`);
    },
  };
}
