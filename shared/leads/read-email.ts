import { isDisposableEmailDomain } from 'disposable-email-domains-js';
import emailModule from 'validator/lib/isEmail.js';
import normalizeModule from 'validator/lib/normalizeEmail.js';

/** CommonJS that is its own `default`: the two files alone, since the whole library would be in every bundle. */
const isEmail = emailModule.default;
const normalizeEmail = normalizeModule.default;

export type EmailReading = { readonly email: string } | { readonly problem: string };

/** `mail.example.co.uk`, `example.co.uk`, `co.uk`: a disposable service hands out subdomains too. */
function domainsOf(address: string): string[] {
  const labels = address.slice(address.lastIndexOf('@') + 1).split('.');
  return labels.slice(0, -1).map((_label, index) => labels.slice(index).join('.'));
}

/**
 * Reads an e-mail address, without asking any server: well-formed, not of a service that throws its mailboxes away, and
 * normalised so that the same mailbox is the same text (lower case; for Gmail without dots and what follows `+`).
 */
export function readEmail(text: string): EmailReading {
  const trimmed = text.trim();
  if (!isEmail(trimmed, { allow_utf8_local_part: false })) return { problem: 'is not an e-mail address' };
  if (domainsOf(trimmed.toLowerCase()).some(isDisposableEmailDomain)) {
    return { problem: 'is of a service for disposable addresses' };
  }
  const email = normalizeEmail(trimmed);
  return email === false ? { problem: 'is not an e-mail address' } : { email };
}

/** `a…@example.com`: enough to recognise somebody, not enough to write to. */
export const maskEmail = (email: string): string => `${email.charAt(0)}…${email.slice(email.lastIndexOf('@'))}`;
