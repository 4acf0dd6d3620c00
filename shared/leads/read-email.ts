import { isDisposableEmailDomain } from 'disposable-email-domains-js';
import { normalEmail } from '../kernel/email.ts';

export type EmailReading = { readonly email: string } | { readonly problem: string };

/** `mail.example.co.uk`, `example.co.uk`, `co.uk`: a disposable service hands out subdomains too. */
function domainsOf(address: string): string[] {
  const labels = address.slice(address.lastIndexOf('@') + 1).split('.');
  return labels.slice(0, -1).map((_label, index) => labels.slice(index).join('.'));
}

/** Reads an e-mail address, without asking any server: well-formed, and not of a service that throws its mailboxes away. */
export function readEmail(text: string): EmailReading {
  const email = normalEmail(text);
  if (email === undefined) return { problem: 'is not an e-mail address' };
  if (domainsOf(text.trim().toLowerCase()).some(isDisposableEmailDomain)) {
    return { problem: 'is of a service for disposable addresses' };
  }
  return { email };
}

/** `a…@example.com`: enough to recognise somebody, not enough to write to. */
export const maskEmail = (email: string): string => `${email.charAt(0)}…${email.slice(email.lastIndexOf('@'))}`;
