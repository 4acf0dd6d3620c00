import { sha256Hex } from '../kernel/ids.ts';
import { invariant } from '../kernel/result.ts';
import { wallClock } from '../kernel/time.ts';
import { type BankCalendar, bankingDayAfter } from './files/banking-days.ts';
import { checkFile } from './files/check-file.ts';
import type { FileDates, PaymentOrder } from './files/payment-order.ts';
import type { PayoutSenders } from './files/sender.ts';
import { writePaypalCsv, writePlainCsv } from './files/write-csv.ts';
import { writeNacha } from './files/write-nacha.ts';
import { writeSepa } from './files/write-sepa.ts';
import { RAILS, type Rail, type Run, type RunFile } from './model.ts';
import type { Payable } from './payable-lines.ts';
import { paymentReference } from './payment.ts';

/**
 * Where a file is split. PayPal's upload takes 5,000 rows; the others keep a file below the 6 MB that one answer may weigh
 * (a NACHA payment is at most 192 bytes, a SEPA one about 1,000).
 */
export const MAX_PAYMENTS: Readonly<Record<Rail, number>> = { nacha: 20_000, sepa: 5_000, paypal: 5_000, csv: 15_000 };

/** The file control of a NACHA file has twelve digits for its total; a group header of SEPA seventeen. */
const MAX_FILE_MINOR = 999_999_999_999n;

const EXTENSION: Readonly<Record<Rail, string>> = { nacha: 'ach', sepa: 'xml', paypal: 'csv', csv: 'csv' };

export interface WrittenFile extends RunFile {
  readonly content: string;
}

/** What is approved before three in the afternoon leaves today and arrives on the next banking day. */
const CUT_OFF_MINUTE = 15 * 60;

function datesOf(run: Run, zone: string, calendar: BankCalendar): FileDates {
  invariant(run.approved, `run ${run.runId} was approved`);
  const { day, minuteOfDay } = wallClock(run.approved.atMs, zone);
  const days = minuteOfDay < CUT_OFF_MINUTE ? 1 : 2;
  return {
    createdDay: day,
    createdMinuteOfDay: minuteOfDay,
    effectiveDay: bankingDayAfter(day, days, calendar),
  };
}

/** Files of one day are told apart by a letter, then a digit. */
const MODIFIERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

export interface FileContext {
  readonly run: Run;
  readonly zone: string;
  readonly senders: PayoutSenders;
}

function contentOf(rail: Rail, { run, zone, senders }: FileContext, orders: PaymentOrder[], number: number): string {
  switch (rail) {
    case 'nacha': {
      invariant(senders.nacha, 'the network has a NACHA sender');
      const dates = datesOf(run, zone, 'federal-reserve');
      return writeNacha(senders.nacha, dates, orders, MODIFIERS[(number - 1) % MODIFIERS.length]).content;
    }
    case 'sepa': {
      invariant(senders.sepa, 'the network has a SEPA sender');
      const messageId = paymentReference(run.runId, `message ${number}`);
      return writeSepa(senders.sepa, datesOf(run, zone, 'target'), messageId, orders);
    }
    case 'paypal':
      return writePaypalCsv(orders);
    case 'csv':
      return writePlainCsv(orders);
  }
}

/** Cuts at the receiver's limits of count and sum, in order. */
function split(rail: Rail, orders: readonly PaymentOrder[]): PaymentOrder[][] {
  const parts: PaymentOrder[][] = [];
  let sumMinor = 0n;
  for (const order of orders) {
    const part = parts.at(-1);
    sumMinor += order.amountMinor;
    if (part && part.length < MAX_PAYMENTS[rail] && sumMinor <= MAX_FILE_MINOR) part.push(order);
    else {
      parts.push([order]);
      sumMinor = order.amountMinor;
    }
  }
  return parts;
}

/**
 * The files of a run, one after the other: each of one format and currency, by publisher, the same payments always the same
 * bytes. Each is read back by the strict reader of its format before it goes anywhere.
 *
 * @throws Error when a file breaches its format
 */
export function* writeFiles(context: FileContext, payables: readonly Payable[]): Generator<WrittenFile> {
  for (const rail of RAILS) {
    const own = payables.filter((payable) => payable.rail === rail).map(({ order }) => order);
    for (const currency of [...new Set(own.map((order) => order.currency))].sort()) {
      const parts = split(
        rail,
        own.filter((order) => order.currency === currency),
      );
      for (const [index, orders] of parts.entries()) {
        const content = contentOf(rail, context, orders, index + 1);
        checkFile(rail, content, orders);
        const label = rail === 'csv' ? currency : `${rail}_${currency}`;
        yield {
          name: `payments_${context.run.runId}_${label}_${index + 1}.${EXTENSION[rail]}`,
          rail,
          sha256: sha256Hex(content),
          bytes: Buffer.byteLength(content),
          payments: orders.length,
          currency,
          totalMinor: orders.reduce((sum, order) => sum + order.amountMinor, 0n),
          content,
        };
      }
    }
  }
}
