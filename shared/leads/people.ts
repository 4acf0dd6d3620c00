import { sha256Hex } from '../kernel/ids.ts';
import { hashPerson, hashUploadedPerson } from '../outcomes/person.ts';
import type { ReadValues } from './model.ts';

/** The hashes a person is known under: by phone, as a caller is, and by e-mail. */
export interface PersonHashes {
  /** What `repeat` and `customer` ask about: the phone, or the e-mail where there is none. */
  readonly main: string;
  /** Both, where both were given. */
  readonly all: readonly string[];
  /** Under which lists may know the person: the address as it is written, too. */
  readonly listed: readonly string[];
}

/** Keyed hashes over the SHA-256 of the normalised number or address: the form in which lists are uploaded. */
export function hashesOf(
  secret: string,
  { phone, email, writtenEmail }: Pick<ReadValues, 'phone' | 'email' | 'writtenEmail'>,
): PersonHashes {
  const byPhone = phone === undefined ? [] : [hashPerson(secret, phone)];
  const byEmail = email === undefined ? [] : [hashUploadedPerson(secret, sha256Hex(email))];
  const all = [...byPhone, ...byEmail];
  const [main] = all;
  if (main === undefined) throw new Error('a lead without a phone and an e-mail was let in');
  const written = writtenEmail === undefined ? [] : [hashUploadedPerson(secret, sha256Hex(writtenEmail))];
  return { main, all, listed: [...new Set([...all, ...written])] };
}
