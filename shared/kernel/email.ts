import emailModule from 'validator/lib/isEmail.js';
import normalizeModule from 'validator/lib/normalizeEmail.js';

/** CommonJS that is its own `default`: the two files alone, since the whole library would be in every bundle. */
const isEmail = emailModule.default;
const normalizeEmail = normalizeModule.default;

/**
 * An address as the same mailbox always gives it (lower case; for Gmail without dots and what follows `+`), so that a lead, an
 * attendee and a request to be erased are one person's. Undefined for what is no address.
 */
export function normalEmail(text: string): string | undefined {
  const trimmed = text.trim();
  if (!isEmail(trimmed, { allow_utf8_local_part: false })) return undefined;
  const email = normalizeEmail(trimmed);
  return email === false ? undefined : email;
}
