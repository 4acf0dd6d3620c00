import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { httpSignIn } from '../../shared/catalog/http-sign-in.ts';
import { TestClock } from '../support/clock.ts';
import { type CatalogWorld, catalogWorld } from './world.ts';

const CLIENT_ID = 'console';
const keys = {
  ours: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  theirs: generateKeyPairSync('rsa', { modulusLength: 2048 }),
};

/** An identity provider reduced to what a checker of its tokens asks it. */
let provider: Server;
let issuer: string;
let asked = 0;

beforeAll(async () => {
  provider = createServer((request, response) => {
    asked += 1;
    const body = request.url?.endsWith('/keys')
      ? { keys: [{ ...keys.ours.publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' }] }
      : { issuer, jwks_uri: `${issuer}/keys` };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
});
afterAll(() => void provider.close());

interface Minted {
  readonly email?: string;
  readonly email_verified?: unknown;
  readonly audience?: string;
  readonly from?: string;
  readonly lifeSeconds?: number;
  readonly by?: keyof typeof keys;
}

function mint(
  clock: TestClock,
  { by = 'ours', lifeSeconds = 3_600, audience = CLIENT_ID, from = issuer, ...claims }: Minted = {},
) {
  const nowSeconds = Math.floor(clock.nowMs() / 1_000);
  return new SignJWT({ email: 'ada@example.com', email_verified: true, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
    .setIssuer(from)
    .setAudience(audience)
    .setSubject('subject-1')
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + lifeSeconds)
    .sign(keys[by].privateKey);
}

describe('a sign-in', () => {
  const clock = new TestClock();
  const proven = (token: string) => httpSignIn({ issuer, clientId: CLIENT_ID, clock })(token);

  it('proves the address that the provider has verified', async () => {
    expect(await proven(await mint(clock))).toBe('ada@example.com');
  });

  it.each<[string, Minted]>([
    ['an address that is not verified', { email_verified: false }],
    ['a text that says it is', { email_verified: 'true' }],
    ['no address', { email: '' }],
    ['another application', { audience: 'somebody-else' }],
    ['another issuer', { from: 'https://evil.example' }],
    ['another key', { by: 'theirs' }],
    ['a time that is over', { lifeSeconds: -60 }],
  ])('proves nothing by %s', async (_case, minted) => {
    expect(await proven(await mint(clock, minted))).toBeUndefined();
  });

  it('takes no token that says it needs no key, and none that is signed with the public one', async () => {
    const claims = Buffer.from(
      JSON.stringify({ iss: issuer, aud: CLIENT_ID, email: 'ada@example.com', email_verified: true }),
    );
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims.toString('base64url')}.x`;
    expect(await proven(none)).toBeUndefined();
    const shared = keys.ours.publicKey.export({ format: 'pem', type: 'spki' });
    const symmetric = await new SignJWT({ email: 'ada@example.com', email_verified: true })
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .setIssuer(issuer)
      .setAudience(CLIENT_ID)
      .setSubject('subject-1')
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(String(shared)));
    expect(await proven(symmetric)).toBeUndefined();
  });

  it('asks the provider for its keys once, and says that it can not tell while the provider is away', async () => {
    const check = httpSignIn({ issuer, clientId: CLIENT_ID, clock });
    await check(await mint(clock));
    const before = asked;
    await Promise.all([check(await mint(clock)), check(await mint(clock))]);
    expect(asked).toBe(before);
    const away = httpSignIn({ issuer: 'http://127.0.0.1:9', clientId: CLIENT_ID, clock });
    await expect(away(await mint(clock))).rejects.toThrow();
  });
});

describe('people', () => {
  let world: CatalogWorld;
  beforeEach(async () => {
    world = await catalogWorld({ issuer, clientId: CLIENT_ID });
  });
  const invite = (body: object, key?: string) =>
    world.call('inviteUser', { method: 'POST', body, ...(key === undefined ? {} : { key }) });

  it('lets in who is invited, as what they are, whatever the case of their address', async () => {
    const { advertiserId } = await world.advertiser();
    const invited = await invite({
      email: 'Ada@Example.com',
      name: 'Ada',
      role: 'advertiser',
      subjectId: advertiserId,
    });
    expect(invited).toMatchObject({
      status: 201,
      json: { email: 'ada@example.com', subjectId: advertiserId, state: 'active' },
    });
    const key = await mint(world.clock, { email: 'ADA@example.com' });
    const me = await world.call('getMe', { key });
    expect(me).toMatchObject({ status: 200, json: { role: 'advertiser', subjectId: advertiserId, personName: 'Ada' } });
    expect((await world.call('createAdvertiser', { key, body: { name: 'x' } })).status).toBe(403);
    expect(JSON.stringify(world.logged)).not.toContain(key);
  });

  it('lets nobody in who is not invited, and nobody any more 30 seconds after they were blocked', async () => {
    const key = await mint(world.clock);
    expect((await world.call('getMe', { key })).status).toBe(401);
    world.clock.advance(30_001);
    const { userId } = (await invite({ email: 'ada@example.com', name: 'Ada', role: 'finance' })).json;
    expect((await world.call('getMe', { key })).status).toBe(200);
    const change = { method: 'PUT', params: { userId }, body: { state: 'blocked' } };
    const letIn = { method: 'PUT', params: { userId }, body: { state: 'active' }, headers: { 'if-match': '"1"' } };
    expect(await world.call('setUserState', change)).toMatchObject({
      headers: { etag: '"2"' },
      json: { state: 'blocked' },
    });
    // Who has not seen them blocked does not let them in again.
    expect((await world.call('setUserState', letIn)).status).toBe(412);
    world.clock.advance(30_001);
    expect((await world.call('getMe', { key: await mint(world.clock) })).status).toBe(401);
    expect((await world.call('setUserState', { ...change, params: { userId: 'user_x' } })).status).toBe(404);
    expect((await world.call('listUsers', {})).json.items).toMatchObject([{ userId, state: 'blocked' }]);
  });

  it('says who a person of finance is: themselves, or the name that their keys have', async () => {
    const own = (await invite({ email: 'a@example.com', name: 'A', role: 'finance' })).json;
    expect(own.subjectId).toBe(own.userId);
    const named = (await invite({ email: 'b@example.com', name: 'B', role: 'finance', subjectId: 'bert' })).json;
    expect(named.subjectId).toBe('bert');
  });

  it.each([
    [{ email: 'nobody', name: 'N', role: 'finance' }, 'body.email', 400],
    [{ email: 'a@example.com', name: '', role: 'finance' }, 'body.name', 400],
    [{ email: 'a@example.com', name: 'A', role: 'king' }, 'body.role', 400],
    [{ email: 'a@example.com', name: 'A', role: 'publisher' }, 'body.subjectId', 400],
    [{ email: 'a@example.com', name: 'A', role: 'advertiser', subjectId: 'adv_none' }, 'body.subjectId', 400],
    [{ email: 'a@example.com', name: 'A', role: 'finance', scopes: ['offers:write'] }, 'body.scopes', 400],
  ])('refuses %j naming %s', async (body, field, status) => {
    expect(await invite(body)).toMatchObject({ status, json: { errors: [{ field }] } });
    expect((await world.call('listUsers', {})).json.items).toEqual([]);
  });

  it('invites an address once', async () => {
    await invite({ email: 'ada@example.com', name: 'Ada', role: 'finance' });
    const again = await invite({ email: 'ADA@example.com', name: 'Eve', role: 'operator' });
    expect(again).toMatchObject({ status: 409, json: { errors: [{ field: 'body.email' }] } });
    expect((await world.call('listUsers', {})).json.items).toMatchObject([{ name: 'Ada', role: 'finance' }]);
  });
});
