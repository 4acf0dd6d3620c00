import type { Payee } from './payee.ts';

/** Shows the last four characters, and none of an account so short that four would be most of it. */
const maskText = (text: string): string => (text.length < 8 ? '…' : `…${text.slice(-4)}`);

/** Enough to recognise an account, not enough to use it. */
export function maskAccount(payee: Payee): string {
  switch (payee.method) {
    case 'ach':
      return maskText(payee.accountNumber);
    case 'iban':
      return maskText(payee.iban);
    case 'paypal':
      return `${payee.email.slice(0, 1)}…${payee.email.slice(payee.email.lastIndexOf('@'))}`;
    case 'csv':
      return maskText(payee.accountReference);
  }
}
