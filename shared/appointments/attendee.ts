import { maskPhone } from '../kernel/phone.ts';
import type { Attendee } from './ports.ts';

/** What a person is known by: the phone number where there is one, as a caller is, so that a call and a meeting are one person's. */
export const personOf = ({ phone, email }: Pick<Attendee, 'phone' | 'email'>): string => phone ?? normalEmail(email);

/** As ad platforms hash it: trimmed, in lower case. */
const normalEmail = (email: string): string => email.trim().toLowerCase();

/** `j…@example.com`: enough for an advertiser to recognise whom it met. */
export function maskAttendee({ phone, email }: Pick<Attendee, 'phone' | 'email'>): string {
  if (phone !== undefined) return maskPhone(phone);
  const [, domain = ''] = email.split('@');
  return `${email.charAt(0)}…@${domain}`.slice(0, 40);
}
