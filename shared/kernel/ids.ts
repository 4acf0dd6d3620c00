import { createHash, createHmac, randomBytes } from 'node:crypto';

/** Where use cases get new identifiers from; a test gives a counter. */
export interface IdSource {
  /** A fresh id such as `offer_8x0cq2…`. */
  next(prefix: string): string;
}

/** 120 random bits in base64url: short, safe in a URL, no lookup needed. */
export const randomIds: IdSource = { next: (prefix) => `${prefix}_${randomBytes(15).toString('base64url')}` };

/** The same parts give the same id, on every machine and every retry. The unit separator keeps `ab,c` from `a,bc`. */
export const deterministicId = (prefix: string, ...parts: readonly string[]): string =>
  `${prefix}_${createHash('sha256').update(parts.join('\u001f')).digest('base64url').slice(0, 22)}`;

/**
 * A keyed hash of a person's number or address. A plain hash of a phone number is no protection, since all numbers can
 * be tried in minutes; with the network's secret it can't be reversed.
 */
export const personHash = (secret: string, value: string): string =>
  createHmac('sha256', secret).update(value).digest('base64url').slice(0, 22);

export const sha256Hex = (value: string | Uint8Array): string => createHash('sha256').update(value).digest('hex');
