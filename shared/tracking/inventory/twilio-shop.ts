import { z } from 'zod';
import { Problem } from '../../kernel/problem.ts';
import { askShop, readAs, type ShopAccess, shopWords } from './ask-shop.ts';
import type { NumberShop } from './ports.ts';

/**
 * Numbers of Twilio by its REST API.
 *
 * Sources: https://www.twilio.com/docs/phone-numbers/api/availablephonenumberlocal-resource,
 * https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
const available = z.object({
  available_phone_numbers: z.array(
    z.object({
      phone_number: z.string(),
      locality: z.string().nullish(),
      region: z.string().nullish(),
    }),
  ),
});
const incoming = z.object({ sid: z.string().startsWith('PN').max(64) });
const incomingList = z.object({ incoming_phone_numbers: z.array(incoming) });
const refusal = z.object({ code: z.int(), message: z.string() });

const NAME = 'twilio';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** @param secret `accountSid:authToken`, or `accountSid:keySid:keySecret` */
export function twilioShop({ baseUrl, publicUrl, send }: ShopAccess, secret: () => Promise<string>): NumberShop {
  async function ask(method: 'GET' | 'POST' | 'DELETE', path: string, fields?: Readonly<Record<string, string>>) {
    const [account = '', ...rest] = (await secret()).split(':');
    if (!account.startsWith('AC') || rest.length === 0) {
      throw new Problem('unavailable', 'the secret of the Twilio API is not set: SID:token');
    }
    const [user, password] = rest.length === 1 ? [account, rest[0]] : rest;
    const text = new URLSearchParams(fields).toString();
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    return askShop(send, NAME, {
      method,
      url: `${baseUrl}/2010-04-01/Accounts/${account}/${path}${method === 'GET' && text ? `?${text}` : ''}`,
      headers: { authorization, accept: 'application/json', ...(method === 'POST' ? FORM : {}) },
      ...(method === 'POST' ? { body: text } : {}),
    });
  }

  return {
    async search({ country, areaCode, contains, limit }) {
      const answer = await ask('GET', `AvailablePhoneNumbers/${country}/Local.json`, {
        VoiceEnabled: 'true',
        PageSize: String(limit),
        ...(areaCode ? { AreaCode: areaCode } : {}),
        ...(contains ? { Contains: contains } : {}),
      });
      // Twilio knows no such country, or sells no local numbers there.
      if (answer.status === 404) return [];
      return readAs(available, NAME, answer).available_phone_numbers.map(({ phone_number, locality, region }) => ({
        number: phone_number,
        locality: locality ?? undefined,
        region: region ?? undefined,
      }));
    },
    async find(number) {
      const answer = await ask('GET', 'IncomingPhoneNumbers.json', { PhoneNumber: number });
      return readAs(incomingList, NAME, answer).incoming_phone_numbers[0]?.sid;
    },
    async buy(number) {
      const answer = await ask('POST', 'IncomingPhoneNumbers.json', {
        PhoneNumber: number,
        VoiceUrl: `${publicUrl}/carriers/twilio/voice`,
        VoiceMethod: 'POST',
        StatusCallback: `${publicUrl}/carriers/twilio/status`,
        StatusCallbackMethod: 'POST',
      });
      const said = answer.status === 400 ? refusal.safeParse(answer.json).data : undefined;
      if (said) return { kind: 'refused', why: shopWords(`${said.code} ${said.message}`) };
      return { kind: 'bought', carrierId: readAs(incoming, NAME, answer).sid };
    },
    async release(carrierId) {
      const { status } = await ask('DELETE', `IncomingPhoneNumbers/${encodeURIComponent(carrierId)}.json`);
      if (status !== 204 && status !== 404) throw new Problem('unavailable', `${NAME} answered ${status}`);
    },
  };
}
