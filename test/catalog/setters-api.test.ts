import { beforeAll, describe, expect, it } from 'vitest';
import { authenticateKey } from '../../shared/catalog/authenticate-key.ts';
import { bringingSetter } from '../../shared/catalog/setter.ts';
import { type CatalogWorld, catalogWorld, OPERATOR_KEY } from './world.ts';

let world: CatalogWorld;
beforeAll(async () => {
  world = await catalogWorld();
});

/** A publisher with one setter and that setter's key. */
async function withSetter() {
  const publisher = await world.publisher();
  const { setterId } = await world.made('createSetter', { key: publisher.key, body: { name: 'Ann' } });
  const issued = await world.made('createSetterKey', {
    ...{ key: publisher.key, params: { setterId }, body: { label: 'desk' } },
  });
  return { ...publisher, setterId: String(setterId), setterKey: String(issued.key), keyId: String(issued.keyId) };
}

const principalOf = (key: string) =>
  authenticateKey({ keys: world.deps.keys, operatorKey: async () => OPERATOR_KEY, clock: world.clock })(key);

describe('setters', () => {
  it('are made, listed and paused by their publisher, or by the network for it', async () => {
    const { key, publisherId, setterId } = await withSetter();
    world.clock.advance(1_000);
    const body = { name: 'Bob', publisherId };
    const bob = await world.made('createSetter', { body });
    expect(bob).toMatchObject({ name: 'Bob', publisherId, state: 'active' });
    expect((await world.made('listSetters', { key })).items).toMatchObject([{ setterId }, { setterId: bob.setterId }]);
    const state = { method: 'PUT', params: { setterId }, body: { state: 'paused' } };
    const seen = { ...state, headers: { 'if-match': '"1"' } };
    const paused = await world.call('setSetterState', { key, ...seen });
    expect(paused).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      json: { setterId, state: 'paused', version: 2 },
    });
    expect((await world.call('setSetterState', { ...seen, body: { state: 'active' } })).status).toBe(412);
    const listed = await world.made('listSetters', { query: { publisherId } });
    expect(listed.items.map((each: { state: string }) => each.state)).toEqual(['paused', 'active']);
  });

  it('have keys that name them and their publisher, with the scopes of a setter', async () => {
    const { setterId, publisherId, setterKey } = await withSetter();
    expect(await principalOf(setterKey)).toMatchObject({ role: 'setter', subjectId: setterId, publisherId });
    expect((await world.call('listSetters', { key: setterKey })).status).toBe(403);
    expect((await world.call('createKey', { key: setterKey, body: { label: 'x' } })).status).toBe(403);
    expect((await world.call('listOffers', { key: setterKey })).status).toBe(403);
    expect(await world.made('getMe', { key: setterKey })).toMatchObject({ role: 'setter', name: 'Ann' });
  });

  it('lose a key when their publisher revokes it', async () => {
    const { key, keyId, setterKey } = await withSetter();
    const other = await world.publisher('Another');
    const revoke = (by: string) => world.call('revokeKey', { method: 'DELETE', key: by, params: { keyId } });
    expect((await revoke(other.key)).status).toBe(404);
    expect((await revoke(key)).status).toBe(204);
    expect(await principalOf(setterKey)).toBeUndefined();
  });

  it.each([
    ['another publisher’s', 'createSetterKey', { body: { label: 'desk' } }, 404],
    ['another publisher’s, to pause it', 'setSetterState', { method: 'PUT', body: { state: 'paused' } }, 404],
    ['a state that is none', 'setSetterState', { method: 'PUT', body: { state: 'gone' } }, 400],
    ['no label', 'createSetterKey', { body: {} }, 400],
  ] as const)('refuse %s', async (_name, operation, request, status) => {
    const { setterId } = await withSetter();
    const other = await world.publisher('Another');
    expect((await world.call(operation, { key: other.key, params: { setterId }, ...request })).status).toBe(status);
  });

  it('refuse a publisher that is not there, one that is not theirs to name, and an operator who names nobody', async () => {
    const { key } = await withSetter();
    const create = (by: string, body: object) => world.call('createSetter', { key: by, body });
    expect((await create(OPERATOR_KEY, { name: 'X', publisherId: 'pub_nobody' })).status).toBe(404);
    expect((await create(key, { name: 'X', publisherId: 'pub_nobody' })).status).toBe(404);
    expect((await create(OPERATOR_KEY, { name: 'X' })).text).toContain('body.publisherId');
    const role = { role: 'setter', subjectId: 'set_x', label: 'x' };
    expect((await world.call('createKey', { body: role })).text).toContain('body.role');
  });
});

describe('who brings something', () => {
  it('is the setter by its own key, whom the publisher names, or nobody in particular', async () => {
    const { publisherId, setterId, key, setterKey } = await withSetter();
    const { catalog } = world.deps;
    const [publisher, setter] = [await principalOf(key), await principalOf(setterKey)];
    if (!publisher || !setter) throw new Error('no principal');
    expect(await bringingSetter(catalog, setter, publisherId, undefined)).toBe(setterId);
    expect(await bringingSetter(catalog, publisher, publisherId, setterId)).toBe(setterId);
    expect(await bringingSetter(catalog, publisher, publisherId, undefined)).toBeUndefined();
    await expect(bringingSetter(catalog, setter, publisherId, 'set_other')).rejects.toThrow('set_other');
    await expect(bringingSetter(catalog, publisher, 'pub_other', setterId)).rejects.toThrow(setterId);
    const state = { method: 'PUT', key, params: { setterId }, body: { state: 'paused' } };
    await world.made('setSetterState', state);
    world.clock.advance(31_000);
    await expect(bringingSetter(catalog, setter, publisherId, undefined)).rejects.toThrow('paused');
  });
});
