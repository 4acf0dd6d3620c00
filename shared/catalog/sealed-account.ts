import { z } from 'zod';
import type { Payee, PayeeMethod } from './payee.ts';

const ach = z.object({
  method: z.literal('ach'),
  routingNumber: z.string(),
  accountNumber: z.string(),
  accountType: z.enum(['checking', 'savings']),
  holder: z.enum(['person', 'company']),
});
const iban = z.object({ method: z.literal('iban'), iban: z.string(), bic: z.string().optional() });
const paypal = z.object({ method: z.literal('paypal'), email: z.string() });
const details = z.discriminatedUnion('method', [ach, iban, paypal]);

/** The secret part of a payee, as it is sealed: a plain reference as it is, bank details as JSON. */
export function accountText(payee: Payee): string {
  if (payee.method === 'csv') return payee.accountReference;
  const { legalName: _name, ...account } = payee;
  return JSON.stringify(account);
}

/** The payee again. @throws Error when the text is not what {@link accountText} wrote for that method */
export function payeeOfText(legalName: string, method: PayeeMethod, text: string): Payee {
  if (method === 'csv') return { legalName, method, accountReference: text };
  const account = details.parse(JSON.parse(text));
  if (account.method !== method) throw new Error(`an account of method ${account.method} stands under ${method}`);
  return { legalName, ...account };
}
