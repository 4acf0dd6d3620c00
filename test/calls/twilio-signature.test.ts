import { createHash } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CarrierRequest } from '../../shared/calls/ports.ts';
import { FORM, isSignedByTwilio, JSON_BODY } from '../../shared/calls/twilio-signature.ts';
import { inbound, OLD_TOKEN, PUBLIC_URL } from './forms.ts';
import { type CallWorld, callWorld } from './world.ts';

/** The example of Twilio's documentation, "Validating requests": its token, URL, form and signature. */
const DOCUMENTED = {
  token: '12345',
  url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
  form: {
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675309',
    Digits: '1234',
    From: '+14158675309',
    To: '+18005551212',
  },
  signature: 'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
};

const request = (changes: Partial<Omit<CarrierRequest, 'header'>> & { signature?: string } = {}): CarrierRequest => {
  const { signature = DOCUMENTED.signature, ...rest } = changes;
  return {
    url: DOCUMENTED.url,
    contentType: FORM,
    body: new URLSearchParams(DOCUMENTED.form).toString(),
    header: (name) => (name.toLowerCase() === 'x-twilio-signature' ? signature : undefined),
    ...rest,
  };
};

const isSigned = (changes: Parameters<typeof request>[0] = {}, tokens: readonly string[] = [DOCUMENTED.token]) =>
  isSignedByTwilio(request(changes), tokens);

describe('Twilio’s signature', () => {
  it('accepts the documented example', () => {
    expect(isSigned()).toBe(true);
  });

  it.each([
    ['another token', {}, ['54321']],
    ['no token', {}, []],
    ['no signature', { signature: '' }, undefined],
    ['a signature of another length', { signature: 'RSOYDt4T1cUTdK1PDd93' }, undefined],
    ['a changed value', { body: new URLSearchParams({ ...DOCUMENTED.form, Digits: '9999' }).toString() }, undefined],
    ['an added name', { body: new URLSearchParams({ ...DOCUMENTED.form, Z: '1' }).toString() }, undefined],
    ['another query', { url: 'https://mycompany.com/myapp.php?foo=1&bar=3' }, undefined],
    ['another path', { url: 'https://mycompany.com/other.php?foo=1&bar=2' }, undefined],
    ['another host', { url: 'https://evil.example/myapp.php?foo=1&bar=2' }, undefined],
  ] as [string, Parameters<typeof request>[0], string[] | undefined][])('refuses %s', (_name, changes, tokens) => {
    expect(isSigned(changes, tokens)).toBe(false);
  });

  it('accepts the URL signed with its port or without, whichever way we know it', () => {
    const { url, form, token } = DOCUMENTED;
    const withPort = url.replace('mycompany.com', 'mycompany.com:443');
    expect(isSigned({ url: withPort })).toBe(true);
    expect(isSigned({ signature: getExpectedTwilioSignature(token, withPort, form) })).toBe(true);
  });

  it('accepts the token before while it is rotated', () => {
    expect(isSigned({}, ['new-token', DOCUMENTED.token])).toBe(true);
  });

  it('signs the distinct values of a repeated name in order', () => {
    const body = 'MediaUrl=b&MediaUrl=a&MediaUrl=b';
    const signature = getExpectedTwilioSignature(DOCUMENTED.token, DOCUMENTED.url, { MediaUrl: ['a', 'b'] });
    expect(isSigned({ body, signature })).toBe(true);
    expect(isSigned({ body: 'MediaUrl=b&MediaUrl=c', signature })).toBe(false);
  });

  it('keeps what the form says, names like `__proto__` and text in any language included', () => {
    const body = '__proto__=x&City=Z%C3%BCrich+%26+more';
    const form = Object.fromEntries([
      ['__proto__', 'x'],
      ['City', 'Zürich & more'],
    ]);
    expect(isSigned({ body, signature: getExpectedTwilioSignature(DOCUMENTED.token, DOCUMENTED.url, form) })).toBe(
      true,
    );
  });

  it('covers a JSON body by its hash in the signed URL, and by nothing else', () => {
    const body = '{"CallSid":"CA1"}';
    const hash = createHash('sha256').update(body).digest('hex');
    const url = `https://mycompany.com/hook?bodySHA256=${hash}`;
    const signature = getExpectedTwilioSignature(DOCUMENTED.token, url, {});
    const json = { contentType: JSON_BODY, url, signature };
    expect(isSigned({ ...json, body })).toBe(true);
    expect(isSigned({ ...json, body: '{"CallSid":"CA2"}' })).toBe(false);
    const bare = 'https://mycompany.com/hook';
    const bareSignature = getExpectedTwilioSignature(DOCUMENTED.token, bare, {});
    expect(isSigned({ ...json, body, url: bare, signature: bareSignature })).toBe(false);
  });

  it('refuses a form of hundreds of fields before sorting it', () => {
    const body = Array.from({ length: 201 }, (_, index) => `f${index}=1`).join('&');
    const form = Object.fromEntries(new URLSearchParams(body));
    expect(isSigned({ body, signature: getExpectedTwilioSignature(DOCUMENTED.token, DOCUMENTED.url, form) })).toBe(
      false,
    );
  });
});

describe('the webhooks behind it', () => {
  let world: CallWorld;
  beforeEach(async () => {
    world = await callWorld();
  });

  const refused = async (answer: Promise<{ statusCode?: number; body?: string }>) => {
    const { statusCode, body = '' } = await answer;
    expect(statusCode).toBe(403);
    expect(JSON.parse(body)).toMatchObject({ type: 'urn:callbourse:problem:forbidden', status: 403 });
    expect(world.counted).toEqual(['SignatureRefused']);
    expect(world.queued).toEqual([]);
    expect(await world.call()).toBeUndefined();
  };

  it.each(['voice', 'dial', 'status', 'recording'] as const)('answer 403 at %s when unsigned', (address) =>
    refused(world.post(address, inbound(), { headers: { 'x-twilio-signature': undefined } })),
  );

  it('answer 403 when wrongly signed', () => refused(world.post('voice', inbound(), { token: 'wrong' })));

  it('answer 403 when signed for another address of ours', () =>
    refused(world.post('voice', inbound(), { signedUrl: `${PUBLIC_URL}/carriers/twilio/status` })));

  it('trust our configured address, never the host the request names', () =>
    refused(
      world.post('voice', inbound(), {
        signedUrl: 'https://evil.example/carriers/twilio/voice',
        headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
      }),
    ));

  it('answer when signed with the token before', async () => {
    expect((await world.post('voice', inbound(), { token: OLD_TOKEN })).statusCode).toBe(200);
  });

  it('verify before they read: an unsigned form without a call is 403, a signed one 400', async () => {
    const empty = { Nothing: 'here' };
    expect((await world.post('voice', empty, { token: 'wrong' })).statusCode).toBe(403);
    expect((await world.post('voice', empty)).statusCode).toBe(400);
  });
});
