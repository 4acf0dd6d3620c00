import { parse } from 'csv-parse/sync';
import type { Currency } from '../kernel/money.ts';
import { fromDecimal } from '../kernel/money.ts';
import { readNacha } from '../payouts/files/read-nacha.ts';
import { readSepa } from '../payouts/files/read-sepa.ts';

/** A payment as its file orders it. */
export interface OrderedPayment {
  readonly reference: string;
  readonly amountMinor: bigint;
}

export interface FileReading {
  readonly payments: readonly OrderedPayment[];
  /** What is wrong with the file as such. */
  readonly breaches: readonly string[];
}

/** Where a row has its reference and amount: the plain file has a header, PayPal's has none. */
const PLAIN = { reference: 0, amount: 3 } as const;
const PAYPAL = { reference: 3, amount: 1 } as const;
const PLAIN_HEADER = 'reference,';

function readCsv(content: string, currency: Currency): FileReading {
  const isPlain = content.startsWith(PLAIN_HEADER);
  const columns = isPlain ? PLAIN : PAYPAL;
  const rows: string[][] = parse(content, { fromLine: isPlain ? 2 : 1, relaxColumnCount: true });
  const payments: OrderedPayment[] = [];
  const breaches: string[] = [];
  for (const [index, row] of rows.entries()) {
    const amountMinor = fromDecimal(row[columns.amount] ?? '', currency);
    if (amountMinor === undefined) breaches.push(`row ${index + 1} has no amount`);
    else payments.push({ reference: row[columns.reference] ?? '', amountMinor });
  }
  return { payments, breaches };
}

/** Reads a payment file back, whatever its format, without trusting what was noted when it was written. */
export function readPayments(content: string, currency: Currency): FileReading {
  if (content.startsWith('101')) {
    const { entries, breaches } = readNacha(content);
    return { payments: entries, breaches: breaches.map(({ line, message }) => `line ${line}: ${message}`) };
  }
  if (content.startsWith('<?xml')) return readSepa(content);
  return readCsv(content, currency);
}
