import { isRoutingNumber } from '../../kernel/bank-text.ts';
import { NACHA_LINE } from './write-nacha.ts';

/**
 * A strict reader of NACHA files: ours before they leave, and the bank's returns and corrections. It checks everything the
 * format promises and names the line of each breach; a file with any breach is not used at all.
 */
export interface NachaEntry {
  readonly line: number;
  readonly entryClass: string;
  readonly transactionCode: string;
  readonly routingNumber: string;
  readonly accountNumber: string;
  readonly amountMinor: bigint;
  readonly reference: string;
  readonly name: string;
  readonly trace: string;
  readonly effectiveDate: string;
  readonly addenda?: NachaAddenda;
}

export type NachaAddenda =
  | { readonly kind: 'remittance'; readonly text: string }
  /** An R code: the payment came back. */
  | { readonly kind: 'return'; readonly code: string; readonly originalTrace: string }
  /** A C code: the payment went through, the payee's record must change. */
  | { readonly kind: 'correction'; readonly code: string; readonly originalTrace: string; readonly corrected: string };

export interface NachaBreach {
  /** 1-based. */
  readonly line: number;
  readonly message: string;
}

export interface NachaReading {
  readonly entries: readonly NachaEntry[];
  readonly breaches: readonly NachaBreach[];
}

/** 20,000 payments with addenda and room to spare; a larger file is refused before it is read. */
const MAX_LINES = 200_000;

interface Tally {
  entriesAndAddenda: number;
  hash: bigint;
  debitMinor: bigint;
  creditMinor: bigint;
}

interface State {
  readonly entries: NachaEntry[];
  readonly breaches: NachaBreach[];
  batch:
    | (Tally & { entryClass: string; odfi: string; number: string; effectiveDate: string; lastTrace: string })
    | undefined;
  readonly file: Tally & { batches: number };
  sawControl: boolean;
}

const emptyTally = (): Tally => ({ entriesAndAddenda: 0, hash: 0n, debitMinor: 0n, creditMinor: 0n });

const HASH_MODULUS = 10_000_000_000n;
const isDigits = (text: string): boolean => /^\d+$/.test(text);
const number = (text: string): bigint => (isDigits(text) ? BigInt(text) : -1n);

function breach(state: State, line: number, message: string): void {
  state.breaches.push({ line, message });
}

function same(state: State, line: number, what: string, written: bigint, counted: bigint): void {
  if (written !== counted) breach(state, line, `${what} says ${written}, counted ${counted}`);
}

function readAddenda(state: State, text: string, line: number): NachaAddenda | undefined {
  const kind = text.slice(1, 3);
  if (kind === '05') return { kind: 'remittance', text: text.slice(3, 83).trimEnd() };
  const code = text.slice(3, 6);
  const originalTrace = text.slice(6, 21);
  if (kind === '99' && /^R\d\d$/.test(code)) return { kind: 'return', code, originalTrace };
  if (kind === '98' && /^C\d\d$/.test(code)) {
    return { kind: 'correction', code, originalTrace, corrected: text.slice(35, 64).trimEnd() };
  }
  breach(state, line, `an addenda of unknown kind ${kind}`);
  return undefined;
}

function readBatchHeader(state: State, text: string, line: number): void {
  if (state.batch) breach(state, line, 'a batch starts inside a batch');
  const serviceClass = text.slice(1, 4);
  if (!['200', '220', '225'].includes(serviceClass)) breach(state, line, `unknown service class ${serviceClass}`);
  state.batch = {
    ...emptyTally(),
    entryClass: text.slice(50, 53),
    effectiveDate: text.slice(69, 75),
    odfi: text.slice(79, 87),
    number: text.slice(87, 94),
    lastTrace: '',
  };
}

function readEntry(state: State, text: string, line: number): void {
  const { batch } = state;
  if (!batch) {
    breach(state, line, 'an entry outside a batch');
    return;
  }
  const routingNumber = text.slice(3, 12);
  const amountMinor = number(text.slice(29, 39));
  const trace = text.slice(79, 94);
  if (!isRoutingNumber(routingNumber)) breach(state, line, 'the routing number fails its checksum');
  if (amountMinor < 0n) breach(state, line, 'the amount is not a number');
  if (!isDigits(trace) || trace <= batch.lastTrace) breach(state, line, 'trace numbers do not rise');
  if (trace.slice(0, 8) !== batch.odfi) breach(state, line, 'the trace number does not start with the ODFI');
  batch.lastTrace = trace;
  batch.entriesAndAddenda += 1;
  batch.hash += number(routingNumber.slice(0, 8));
  const transactionCode = text.slice(1, 3);
  // The second digit tells: 1 to 4 credits and their returns, 6 to 9 debits.
  if (Number(transactionCode[1]) >= 6) batch.debitMinor += amountMinor;
  else batch.creditMinor += amountMinor;
  state.entries.push({
    line,
    entryClass: batch.entryClass,
    transactionCode,
    routingNumber,
    accountNumber: text.slice(12, 29).trim(),
    amountMinor,
    reference: text.slice(39, 54).trim(),
    name: text.slice(54, 76).trim(),
    trace,
    effectiveDate: batch.effectiveDate,
  });
}

function attachAddenda(state: State, text: string, line: number): void {
  const entry = state.entries.at(-1);
  if (!state.batch || !entry || entry.line !== line - 1) {
    breach(state, line, 'an addenda without its entry');
    return;
  }
  state.batch.entriesAndAddenda += 1;
  if (text.slice(1, 3) === '05' && text.slice(87, 94) !== entry.trace.slice(-7)) {
    breach(state, line, 'the addenda names another entry');
  }
  const addenda = readAddenda(state, text, line);
  if (addenda) state.entries[state.entries.length - 1] = { ...entry, addenda };
}

function readBatchControl(state: State, text: string, line: number): void {
  const { batch, file } = state;
  if (!batch) {
    breach(state, line, 'a batch ends that never began');
    return;
  }
  same(state, line, 'entry and addenda count', number(text.slice(4, 10)), BigInt(batch.entriesAndAddenda));
  same(state, line, 'entry hash', number(text.slice(10, 20)), batch.hash % HASH_MODULUS);
  same(state, line, 'total debit', number(text.slice(20, 32)), batch.debitMinor);
  same(state, line, 'total credit', number(text.slice(32, 44)), batch.creditMinor);
  if (text.slice(87, 94) !== batch.number) breach(state, line, 'the batch numbers differ');
  file.batches += 1;
  file.entriesAndAddenda += batch.entriesAndAddenda;
  file.hash += batch.hash;
  file.debitMinor += batch.debitMinor;
  file.creditMinor += batch.creditMinor;
  state.batch = undefined;
}

function readFileControl(state: State, text: string, line: number): void {
  const { file } = state;
  if (state.batch) breach(state, line, 'the file ends inside a batch');
  same(state, line, 'batch count', number(text.slice(1, 7)), BigInt(file.batches));
  same(state, line, 'block count', number(text.slice(7, 13)), BigInt(Math.ceil(line / 10)));
  same(state, line, 'entry and addenda count', number(text.slice(13, 21)), BigInt(file.entriesAndAddenda));
  same(state, line, 'entry hash', number(text.slice(21, 31)), file.hash % HASH_MODULUS);
  same(state, line, 'total debit', number(text.slice(31, 43)), file.debitMinor);
  same(state, line, 'total credit', number(text.slice(43, 55)), file.creditMinor);
  state.sawControl = true;
}

function readLine(state: State, text: string, line: number): void {
  if (text.length !== NACHA_LINE) {
    breach(state, line, `has ${text.length} characters instead of 94`);
    return;
  }
  if (!/^[\x20-\x7e]*$/.test(text) || /[a-z]/.test(text)) breach(state, line, 'is not upper-case ASCII');
  if (state.sawControl) {
    if (text !== '9'.repeat(NACHA_LINE)) breach(state, line, 'after the file control only padding may come');
    return;
  }
  const readers: Record<string, (state: State, text: string, line: number) => void> = {
    '5': readBatchHeader,
    '6': readEntry,
    '7': attachAddenda,
    '8': readBatchControl,
    '9': readFileControl,
  };
  const reader = readers[text[0] ?? ''];
  if (line === 1) {
    if (text[0] !== '1' || text.slice(34, 40) !== '094101') breach(state, line, 'is not a NACHA file header');
  } else if (reader) reader(state, text, line);
  else breach(state, line, `a record of unknown type ${text[0]}`);
}

/** Reads a whole file; with `breaches` empty it is sound. */
export function readNacha(content: string): NachaReading {
  const lines = content.replace(/\r?\n$/, '').split(/\r?\n/);
  const state: State = {
    entries: [],
    breaches: [],
    batch: undefined,
    file: { ...emptyTally(), batches: 0 },
    sawControl: false,
  };
  if (lines.length > MAX_LINES) {
    breach(state, MAX_LINES, `the file has more than ${MAX_LINES} lines`);
    return state;
  }
  for (const [index, text] of lines.entries()) readLine(state, text, index + 1);
  if (!state.sawControl) breach(state, lines.length, 'the file has no file control');
  if (lines.length % 10 !== 0) breach(state, lines.length, 'the file is not padded to whole blocks of ten lines');
  return state;
}
