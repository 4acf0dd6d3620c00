import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cursorOf, type PagedList, startKeyOf } from '../../shared/platform/cursor.ts';

const offers = (advertiserId: string): PagedList => ({
  name: 'offers',
  fixed: { ownerKey: `OFFERS#${advertiserId}` },
  free: ['pk', 'sk', 'ownerSort'],
});

const lastKey = { pk: 'OFFER#1', sk: 'V#000001', ownerSort: '2026', ownerKey: 'OFFERS#adv_1' };

const cursorFor = (list: PagedList): string => {
  const cursor = cursorOf(list, lastKey);
  if (cursor === undefined) throw new Error('no cursor');
  return cursor;
};

const problem = expect.objectContaining({
  kind: 'invalid',
  fields: [{ field: 'query.cursor', message: 'is not a cursor of this list' }],
});

describe('cursors', () => {
  it('leads back to the key it was made of', () => {
    expect(startKeyOf(offers('adv_1'), cursorFor(offers('adv_1')))).toEqual(lastKey);
  });

  it('is absent before the first and after the last page', () => {
    expect(cursorOf(offers('adv_1'), undefined)).toBeUndefined();
    expect(startKeyOf(offers('adv_1'), undefined)).toBeUndefined();
  });

  it('refuses the cursor of another owner and of another list of the same shape', () => {
    const cursor = cursorFor(offers('adv_1'));
    expect(() => startKeyOf(offers('adv_2'), cursor)).toThrow(problem);
    expect(() => startKeyOf({ ...offers('adv_1'), name: 'targets' }, cursor)).toThrow(problem);
  });

  it('never takes the partition from the cursor', () => {
    const honest = JSON.parse(Buffer.from(cursorFor(offers('adv_1')), 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...honest, ownerKey: 'OFFERS#adv_2' })).toString('base64url');
    expect(() => startKeyOf(offers('adv_1'), forged)).toThrow(problem);
  });

  it('refuses anything else', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((text) => Buffer.from(text).toString('base64url')),
        ),
        (text) => {
          expect(() => startKeyOf(offers('adv_1'), text)).toThrow(problem);
        },
      ),
    );
  });
});
