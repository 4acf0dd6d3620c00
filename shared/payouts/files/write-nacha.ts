import { isRoutingNumber, NACHA_NAME_LETTERS, toNachaText } from '../../kernel/bank-text.ts';
import { invariant } from '../../kernel/result.ts';
import type { Day } from '../../kernel/time.ts';
import type { FileDates, PaymentOrder } from './payment-order.ts';

/**
 * NACHA credit files (Nacha Operating Rules, appendix three: file record formats). Lines of exactly 94 characters, blocks
 * of ten lines padded with nines, one batch per entry class: PPD to people, CCD with an addenda to companies.
 */
export interface NachaSender {
  /** Routing number of the bank that takes the file. */
  readonly destinationRouting: string;
  readonly destinationName: string;
  /** What the bank knows the sender by: ten characters, often `1` and the tax number. */
  readonly originId: string;
  readonly originName: string;
  readonly companyId: string;
  readonly companyName: string;
  /** Routing number of the originating bank (ODFI). */
  readonly odfiRouting: string;
  /** What the payee sees: `PAYOUT`. */
  readonly entryDescription: string;
}

type AchOrder = PaymentOrder & { readonly account: Extract<PaymentOrder['account'], { kind: 'ach' }> };
type EntryClass = 'PPD' | 'CCD';

export const NACHA_LINE = 94;
const LINES_PER_BLOCK = 10;
const SERVICE_CREDITS = '220';
/** A batch carries ten digits of amount per entry and twelve per batch; an entry above it can not be written. */
const MAX_ENTRY_MINOR = 9_999_999_999n;
const HASH_MODULUS = 10_000_000_000n;

const digits = (value: number | bigint, length: number): string => {
  const text = value.toString().padStart(length, '0');
  invariant(text.length === length, `${value} has more than ${length} digits`);
  return text;
};

const yymmdd = (day: Day): string => day.slice(2).replaceAll('-', '');

const line = (...fields: string[]): string => {
  const text = fields.join('');
  invariant(text.length === NACHA_LINE, `a NACHA line has 94 characters, not ${text.length}`);
  return text;
};

interface Totals {
  readonly entriesAndAddenda: number;
  readonly hash: bigint;
  readonly creditMinor: bigint;
}

function entryLines(order: AchOrder, entryClass: EntryClass, trace: string): string[] {
  const { account } = order;
  invariant(isRoutingNumber(account.routingNumber), 'the routing number passes its checksum');
  invariant(order.amountMinor > 0n && order.amountMinor <= MAX_ENTRY_MINOR, 'the amount fits ten digits');
  const hasAddenda = entryClass === 'CCD';
  const entry = line(
    '6',
    account.accountType === 'checking' ? '22' : '32',
    account.routingNumber,
    account.accountNumber.padEnd(17),
    digits(order.amountMinor, 10),
    toNachaText(order.reference, 15),
    toNachaText(order.name, NACHA_NAME_LETTERS),
    '  ',
    hasAddenda ? '1' : '0',
    trace,
  );
  if (!hasAddenda) return [entry];
  return [entry, line('7', '05', toNachaText(order.remittance, 80), '0001', trace.slice(-7))];
}

function batchLines(
  sender: NachaSender,
  dates: FileDates,
  batchNumber: number,
  entryClass: EntryClass,
  orders: readonly { readonly order: AchOrder; readonly trace: string }[],
): { readonly lines: string[]; readonly totals: Totals } {
  const odfi = sender.odfiRouting.slice(0, 8);
  const entries = orders.flatMap(({ order, trace }) => entryLines(order, entryClass, trace));
  const totals: Totals = {
    entriesAndAddenda: entries.length,
    hash: orders.reduce((sum, { order }) => sum + BigInt(order.account.routingNumber.slice(0, 8)), 0n) % HASH_MODULUS,
    creditMinor: orders.reduce((sum, { order }) => sum + order.amountMinor, 0n),
  };
  const header = line(
    '5',
    SERVICE_CREDITS,
    toNachaText(sender.companyName, 16),
    ' '.repeat(20),
    toNachaText(sender.companyId, 10),
    entryClass,
    toNachaText(sender.entryDescription, 10),
    yymmdd(dates.createdDay),
    yymmdd(dates.effectiveDay),
    '   ',
    '1',
    odfi,
    digits(batchNumber, 7),
  );
  const control = line(
    '8',
    SERVICE_CREDITS,
    digits(totals.entriesAndAddenda, 6),
    digits(totals.hash, 10),
    digits(0, 12),
    digits(totals.creditMinor, 12),
    toNachaText(sender.companyId, 10),
    ' '.repeat(19),
    ' '.repeat(6),
    odfi,
    digits(batchNumber, 7),
  );
  return { lines: [header, ...entries, control], totals };
}

function fileHeader(sender: NachaSender, dates: FileDates, modifier: string): string {
  const hour = digits(Math.floor(dates.createdMinuteOfDay / 60), 2);
  const minute = digits(dates.createdMinuteOfDay % 60, 2);
  return line(
    '1',
    '01',
    ` ${sender.destinationRouting}`,
    sender.originId.padStart(10),
    yymmdd(dates.createdDay),
    hour + minute,
    modifier,
    '094',
    '10',
    '1',
    toNachaText(sender.destinationName, 23),
    toNachaText(sender.originName, 23),
    ' '.repeat(8),
  );
}

function fileControl(totals: readonly Totals[], linesBefore: number): string {
  const blocks = Math.ceil((linesBefore + 1) / LINES_PER_BLOCK);
  return line(
    '9',
    digits(totals.length, 6),
    digits(blocks, 6),
    digits(
      totals.reduce((sum, each) => sum + each.entriesAndAddenda, 0),
      8,
    ),
    digits(totals.reduce((sum, each) => sum + each.hash, 0n) % HASH_MODULUS, 10),
    digits(0, 12),
    digits(
      totals.reduce((sum, each) => sum + each.creditMinor, 0n),
      12,
    ),
    ' '.repeat(39),
  );
}

/** The first eight digits of the ODFI and a sequence of seven, which rises within each batch. */
function withTraces(sender: NachaSender, orders: readonly AchOrder[]): { order: AchOrder; trace: string }[] {
  return orders.map((order, index) => ({
    order,
    trace: order.trace ?? sender.odfiRouting.slice(0, 8) + digits(index + 1, 7),
  }));
}

/**
 * Writes one file. `modifier` (A to Z, 0 to 9) tells files of one day apart. The orders must all be ACH in US dollars;
 * PPD entries come first.
 */
export function writeNacha(
  sender: NachaSender,
  dates: FileDates,
  orders: readonly PaymentOrder[],
  modifier = 'A',
): { readonly content: string; readonly traces: ReadonlyMap<string, string> } {
  invariant(orders.length > 0, 'a file has at least one payment');
  invariant(isRoutingNumber(sender.odfiRouting) && isRoutingNumber(sender.destinationRouting), 'the banks are known');
  const ach = orders.map((order) => {
    invariant(order.account.kind === 'ach' && order.currency === 'USD', 'NACHA pays ACH accounts in US dollars');
    return order as AchOrder;
  });
  const traced = withTraces(sender, [
    ...ach.filter((order) => order.account.holder === 'person'),
    ...ach.filter((order) => order.account.holder === 'company'),
  ]);
  const lines = [fileHeader(sender, dates, modifier)];
  const totals: Totals[] = [];
  for (const entryClass of ['PPD', 'CCD'] as const) {
    const holder = entryClass === 'PPD' ? 'person' : 'company';
    const batch = traced.filter(({ order }) => order.account.holder === holder);
    if (batch.length === 0) continue;
    const written = batchLines(sender, dates, totals.length + 1, entryClass, batch);
    lines.push(...written.lines);
    totals.push(written.totals);
  }
  lines.push(fileControl(totals, lines.length));
  while (lines.length % LINES_PER_BLOCK !== 0) lines.push('9'.repeat(NACHA_LINE));
  return {
    content: `${lines.join('\r\n')}\r\n`,
    traces: new Map(traced.map(({ order, trace }) => [order.reference, trace])),
  };
}
