import { normalEmail } from '../kernel/email.ts';
import { maskPhone } from '../kernel/phone.ts';
import type { Attendee } from './ports.ts';

/**
 * What a person is known by: the phone number first, as a caller is, so that a call and a meeting are one person's; and the
 * e-mail address, by which the person may ask what we know.
 */
export function namesOf({ phone, email }: Pick<Attendee, 'phone' | 'email'>): readonly [string, ...string[]] {
  const address = normalEmail(email) ?? email.trim().toLowerCase();
  return phone === undefined ? [address] : [phone, address];
}

/** `j…@example.com`: enough for an advertiser to recognise whom it met. */
export function maskAttendee({ phone, email }: Pick<Attendee, 'phone' | 'email'>): string {
  if (phone !== undefined) return maskPhone(phone);
  const [, domain = ''] = email.split('@');
  return `${email.charAt(0)}…@${domain}`.slice(0, 40);
}
