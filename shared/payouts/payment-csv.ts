import { sha256Hex } from '../kernel/ids.ts';
import { invariant } from '../kernel/result.ts';
import type { PaymentOrder } from './files/payment-order.ts';
import { writePlainCsv } from './files/write-csv.ts';
import type { Line, RunFile } from './model.ts';
import { paymentReference } from './payment.ts';

/** PayPal takes 15,000 items in one call, and others about as many; also keeps a file below what one answer may weigh. */
export const MAX_PAYMENTS_PER_FILE = 15_000;

/** A line that is paid, with its account reference in clear; lives in memory only. */
export interface PayableLine {
  readonly line: Line;
  readonly accountReference: string;
}

export interface WrittenFile extends RunFile {
  readonly content: string;
}

function orderOf({ line, accountReference }: PayableLine): PaymentOrder {
  const { runId, publisherId, payee, payMinor, currency } = line;
  invariant(payee, `the line of ${publisherId} in ${runId} has a payee`);
  return {
    reference: paymentReference(runId, publisherId),
    name: payee.legalName,
    amountMinor: payMinor,
    currency,
    account: { kind: 'reference', reference: accountReference },
    remittance: `${runId} ${publisherId}`,
  };
}

function fileOf(runId: string, number: number, lines: readonly PayableLine[], currency: string): WrittenFile {
  const content = writePlainCsv(lines.map(orderOf));
  return {
    name: `payments_${runId}_${currency}_${number}.csv`,
    sha256: sha256Hex(content),
    bytes: Buffer.byteLength(content),
    payments: lines.length,
    currency,
    totalMinor: lines.reduce((sum, { line }) => sum + line.payMinor, 0n),
    content,
  };
}

/** The plain CSV files of a run: one currency each, by publisher, the same lines always the same bytes. */
export function writePaymentCsv(runId: string, lines: readonly PayableLine[]): WrittenFile[] {
  const sorted = [...lines].sort((a, b) => (a.line.publisherId < b.line.publisherId ? -1 : 1));
  const currencies = [...new Set(sorted.map(({ line }) => line.currency))].sort();
  return currencies.flatMap((currency) => {
    const own = sorted.filter(({ line }) => line.currency === currency);
    const count = Math.ceil(own.length / MAX_PAYMENTS_PER_FILE);
    return Array.from({ length: count }, (_, index) => {
      const start = index * MAX_PAYMENTS_PER_FILE;
      return fileOf(runId, index + 1, own.slice(start, start + MAX_PAYMENTS_PER_FILE), currency);
    });
  });
}
