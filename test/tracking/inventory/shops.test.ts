import { beforeEach, describe, expect, it } from 'vitest';
import { twilioShop } from '../../../shared/tracking/inventory/twilio-shop.ts';
import { shopsOnLine } from './world.ts';

let line: ReturnType<typeof shopsOnLine>;
beforeEach(() => {
  line = shopsOnLine();
});

const only = () => {
  const [request, ...more] = line.asked;
  expect(more).toEqual([]);
  const url = new URL(request?.url ?? '');
  return {
    ...request,
    path: url.pathname.replace(/^\/__carrier\/\w+/, ''),
    query: Object.fromEntries(url.searchParams),
  };
};

describe('what Twilio is asked', () => {
  const basic = `Basic ${Buffer.from('AC123:token').toString('base64')}`;

  it('searches local numbers that can be called', async () => {
    await line.shops.twilio.search({ country: 'US', areaCode: '217', contains: '01', limit: 3 });
    expect(only()).toMatchObject({
      method: 'GET',
      path: '/2010-04-01/Accounts/AC123/AvailablePhoneNumbers/US/Local.json',
      query: { VoiceEnabled: 'true', PageSize: '3', AreaCode: '217', Contains: '01' },
      headers: { authorization: basic },
    });
  });

  it('buys with our addresses for its calls', async () => {
    expect(await line.shops.twilio.buy('+12175550101')).toMatchObject({ kind: 'bought' });
    const { body, path } = only();
    expect(path).toBe('/2010-04-01/Accounts/AC123/IncomingPhoneNumbers.json');
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      PhoneNumber: '+12175550101',
      VoiceUrl: 'https://api.example/carriers/twilio/voice',
      VoiceMethod: 'POST',
      StatusCallback: 'https://api.example/carriers/twilio/status',
      StatusCallbackMethod: 'POST',
    });
  });

  it('reads what Twilio’s documentation shows, with more in it than we need', async () => {
    line.faults.push({
      status: 200,
      text: JSON.stringify({
        uri: '/2010-04-01/Accounts/AC123/AvailablePhoneNumbers/US/Local.json?AreaCode=510',
        available_phone_numbers: [
          {
            friendly_name: '(510) 555-0188',
            phone_number: '+15105550188',
            lata: '722',
            locality: null,
            rate_center: 'OAKLAND',
            region: 'CA',
            postal_code: '94703',
            iso_country: 'US',
            beta: false,
            capabilities: { voice: true, SMS: true, MMS: false },
          },
        ],
      }),
    });
    expect(await line.shops.twilio.search({ country: 'US', limit: 1 })).toEqual([
      { number: '+15105550188', locality: undefined, region: 'CA' },
    ]);
  });

  it('sells nothing where Twilio has no local numbers, and is not asked without its account', async () => {
    expect(await line.shops.twilio.search({ country: 'XX', limit: 1 })).toEqual([]);
    const nobody = twilioShop(
      { baseUrl: 'https://x.example', publicUrl: '', send: async () => expect.fail() },
      async () => 'x',
    );
    await expect(nobody.find('+12175550101')).rejects.toMatchObject({ kind: 'unavailable' });
  });
});

describe('what Telnyx is asked', () => {
  it('searches local numbers that can be called', async () => {
    await line.shops.telnyx.search({ country: 'US', areaCode: '217', limit: 3 });
    expect(only()).toMatchObject({
      method: 'GET',
      path: '/v2/available_phone_numbers',
      query: {
        'filter[country_code]': 'US',
        'filter[features]': 'voice',
        'filter[phone_number_type]': 'local',
        'filter[limit]': '3',
        'filter[national_destination_code]': '217',
      },
      headers: { authorization: 'Bearer KEY123' },
    });
  });

  it('orders a number, and waits for an order that is not carried out yet', async () => {
    line.faults.push({ status: 200, text: JSON.stringify({ data: { id: 'o1', status: 'pending' } }) });
    await expect(line.shops.telnyx.buy('+12175550101')).rejects.toThrow('still carrying out');
    line.faults.push({ status: 200, text: JSON.stringify({ data: { id: 'o1', status: 'failure' } }) });
    expect(await line.shops.telnyx.buy('+12175550101')).toMatchObject({ kind: 'refused' });
    expect(line.asked[0]).toMatchObject({
      method: 'POST',
      body: '{"phone_numbers":[{"phone_number":"+12175550101"}]}',
    });
  });

  it('sells nothing where nothing fits', async () => {
    expect(await line.shops.telnyx.search({ country: 'XX', limit: 1 })).toEqual([]);
  });
});
