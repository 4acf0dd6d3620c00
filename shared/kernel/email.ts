import emailModule from 'validator/lib/isEmail.js';
import normalizeModule from 'validator/lib/normalizeEmail.js';

/** CommonJS that is its own `default`: the two files alone, since the whole library would be in every bundle. */
const isEmail = emailModule.default;
const normalizeEmail = normalizeModule.default;

/** Whether it is an e-mail address, as mail servers everywhere take it. */
export const isEmailAddress = (text: string): boolean => isEmail(text, { allow_utf8_local_part: false });

/**
 * An address as the same mailbox always gives it (lower case; for Gmail without dots and what follows `+`), so that a lead, an
 * attendee and a request to be erased are one person's. Undefined for what is no address.
 */
export function normalEmail(text: string): string | undefined {
  const trimmed = text.trim();
  if (!isEmailAddress(trimmed)) return undefined;
  const email = normalizeEmail(trimmed);
  return email === false ? undefined : email;
}
