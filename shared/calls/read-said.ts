import type { Said } from './routing/plan/choose-way.ts';

/** Longer speech is a story, and more keys than these no answer to any question. */
const MAX_LETTERS = 500;
const KEYS = /^[0-9*#]{1,16}$/;

/**
 * What a carrier gathered. Both are empty or absent where nothing came, and what can be no answer counts as none: a caller who
 * waits on the line is asked again rather than refused.
 */
export const readSaid = (keys: string | null | undefined, speech?: string | null): Said => ({
  keys: keys && KEYS.test(keys) ? keys : undefined,
  speech: speech?.slice(0, MAX_LETTERS) || undefined,
});
