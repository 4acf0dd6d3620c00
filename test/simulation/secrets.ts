import type { Cipher } from '../../shared/platform/cipher.ts';

/** Seals by a mark instead of a key: the same text every time, since a seed must always run the same. */
export const PLAIN_CIPHER: Cipher = {
  seal: async (text, purpose) => `${purpose}|${text}`,
  open: async (sealed, purpose) => sealed.slice(purpose.length + 1),
};

export const PERSON_SECRET = 'a secret of the simulation';
