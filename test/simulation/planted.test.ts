import { describe, expect, it } from 'vitest';
import { findPlanted } from './find-planted.ts';
import { PLANTED } from './planted.ts';

/** Those that need more seeds are looked for by `npm run sim -- --planted`. */
const MAX_SEEDS = 40;
const quick = PLANTED.filter(({ within }) => within <= MAX_SEEDS);

describe('a rule that is broken on purpose is noticed', () => {
  it.each(quick)(
    '$name',
    async (planted) => {
      const found = await findPlanted(planted);
      expect(found?.what).toMatch(/\w/);
    },
    60_000,
  );

  it('for at least eight rules', () => {
    expect(quick.length).toBeGreaterThanOrEqual(8);
  });
});
