import { invariant } from '../../kernel/result.ts';
import { isDay } from '../../kernel/time.ts';
import type { Rail } from '../model.ts';
import { isBankingDay } from './banking-days.ts';
import type { PaymentOrder } from './payment-order.ts';
import { readNacha } from './read-nacha.ts';
import { readSepa } from './read-sepa.ts';

interface Paid {
  readonly key: string;
  readonly amountMinor: bigint;
}

/** `YYMMDD` of a day on which the Federal Reserve settles. */
function isSettlementDate(text: string): boolean {
  const day = `20${text.slice(0, 2)}-${text.slice(2, 4)}-${text.slice(4, 6)}`;
  return isDay(day) && isBankingDay(day, 'federal-reserve');
}

function read(rail: 'nacha' | 'sepa', content: string): { paid: Paid[]; breaches: string[] } {
  if (rail === 'nacha') {
    const { entries, breaches } = readNacha(content);
    return {
      paid: entries.map(({ reference, amountMinor }) => ({ key: reference, amountMinor })),
      breaches: [
        ...breaches.map(({ line, message }) => `line ${line}: ${message}`),
        ...entries
          .filter(({ effectiveDate }) => !isSettlementDate(effectiveDate))
          .map(({ line, effectiveDate }) => `line ${line}: ${effectiveDate} is no banking day`),
      ],
    };
  }
  const { payments, breaches } = readSepa(content);
  return {
    paid: payments.map(({ reference, amountMinor }) => ({ key: reference, amountMinor })),
    breaches: [...breaches],
  };
}

/**
 * Reads a file back as its bank will, and holds it against what it should pay, payment by payment.
 *
 * @throws Error with the first breach: such a file must not leave
 */
export function checkFile(rail: Rail, content: string, orders: readonly PaymentOrder[]): void {
  if (rail !== 'nacha' && rail !== 'sepa') return;
  const { paid, breaches } = read(rail, content);
  invariant(breaches.length === 0, `the ${rail} file is not sound: ${breaches[0]}`);
  const amounts = new Map(paid.map(({ key, amountMinor }) => [key, amountMinor]));
  invariant(paid.length === orders.length && amounts.size === orders.length, `the ${rail} file pays each order once`);
  for (const order of orders) {
    invariant(
      amounts.get(order.reference) === order.amountMinor,
      `the ${rail} file pays ${order.reference} to the cent`,
    );
  }
}
