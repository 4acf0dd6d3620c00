import { stringify } from 'csv-stringify/sync';
import { toDecimal } from '../../kernel/money.ts';
import { invariant } from '../../kernel/result.ts';
import type { PaymentOrder } from './payment-order.ts';

/** A cell that a spreadsheet would run as a formula is prefixed, as OWASP advises. */
const CSV = { escape_formulas: true, record_delimiter: 'windows' } as const;

function destinationOf({ account }: PaymentOrder): string {
  if (account.kind === 'ach') return `${account.routingNumber}/${account.accountNumber}`;
  if (account.kind === 'reference') return account.reference;
  return account.kind === 'iban' ? account.iban : account.email;
}

/** The plain file for everyone whose bank takes no other: one row a payment. */
export const writePlainCsv = (orders: readonly PaymentOrder[]): string =>
  stringify(
    orders.map((order) => [
      order.reference,
      order.name,
      destinationOf(order),
      toDecimal(order.amountMinor, order.currency),
      order.currency,
      order.remittance,
    ]),
    { ...CSV, header: true, columns: ['reference', 'name', 'account', 'amount', 'currency', 'remittance'] },
  );

/**
 * PayPal's mass payment upload: e-mail, amount, currency, the sender's reference (at most 30 characters), note, wallet. No
 * header row, one currency a file.
 */
export function writePaypalCsv(orders: readonly PaymentOrder[]): string {
  const currencies = new Set(orders.map((order) => order.currency));
  invariant(currencies.size === 1, 'a PayPal file has one currency');
  return stringify(
    orders.map((order) => {
      invariant(order.account.kind === 'paypal', 'PayPal pays e-mail addresses');
      invariant(order.reference.length <= 30, 'the reference has at most 30 characters');
      return [
        order.account.email,
        toDecimal(order.amountMinor, order.currency),
        order.currency,
        order.reference,
        order.remittance,
        'PayPal',
      ];
    }),
    CSV,
  );
}
