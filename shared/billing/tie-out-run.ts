import { sha256Hex } from '../kernel/ids.ts';
import type { Currency } from '../kernel/money.ts';
import { Problem } from '../kernel/problem.ts';
import { account } from '../ledger/model.ts';
import type { Line, Run, RunFile } from '../payouts/model.ts';
import { paymentReference } from '../payouts/payment.ts';
import type { FileStore, LineStore, RunStore } from '../payouts/ports.ts';
import { fileKey } from '../payouts/read-file.ts';
import { unknownRun } from '../payouts/run-id.ts';
import { type Difference, startDifferences } from './differences.ts';
import { changeOf } from './model.ts';
import type { RunPayments } from './ports.ts';
import { readPayments } from './read-payments.ts';

export interface TieOutDeps {
  readonly runs: Pick<RunStore, 'get'>;
  readonly lines: Pick<LineStore, 'each'>;
  readonly files: Pick<FileStore, 'get'>;
  readonly payments: RunPayments;
}

/** What one currency of a run comes to by each of its four witnesses. */
interface CurrencySums {
  runMinor: bigint;
  linesMinor: bigint;
  filesMinor: bigint;
  ledgerMinor: bigint;
}

export interface TieOut {
  readonly runId: string;
  readonly state: Run['state'];
  readonly currencies: readonly (CurrencySums & { readonly currency: Currency })[];
  readonly differences: readonly Difference[];
  readonly differencesFound: number;
}

/** One request reads them all: some 20 s for as many. */
const MAX_LINES = 100_000;

type Expected = Map<string, { readonly publisherId: string; readonly amountMinor: bigint; isOrdered: boolean }>;

/** Compares the four witnesses of a run and names each line, entry and file in which they differ. */
export async function tieOutRun(deps: TieOutDeps, runId: string): Promise<TieOut> {
  const run = await deps.runs.get(runId);
  if (!run) throw unknownRun(runId);
  const sums = new Map<Currency, CurrencySums>();
  const sumOf = (currency: Currency): CurrencySums => {
    const sum = sums.get(currency) ?? { runMinor: 0n, linesMinor: 0n, filesMinor: 0n, ledgerMinor: 0n };
    sums.set(currency, sum);
    return sum;
  };
  const found = startDifferences();
  const expected: Expected = new Map();
  for (const { currency, payMinor } of run.totals ?? []) sumOf(currency).runMinor += payMinor;
  await readLines(deps, run, { sumOf, found, expected });
  for (const file of run.files) await readOne(deps, run, file, { sumOf, found, expected });
  if (run.state === 'issued') {
    for (const [reference, { publisherId, isOrdered }] of expected) {
      if (!isOrdered) found.add({ where: 'file', what: `no file orders ${reference}`, publisherId });
    }
  }
  compareSums(run, sums, found);
  const currencies = [...sums].sort().map(([currency, sum]) => ({ currency, ...sum }));
  return { runId, state: run.state, currencies, ...found.summary() };
}

interface Reading {
  readonly sumOf: (currency: Currency) => CurrencySums;
  readonly found: ReturnType<typeof startDifferences>;
  readonly expected: Expected;
}

async function readLines(deps: TieOutDeps, run: Run, { sumOf, found, expected }: Reading): Promise<void> {
  let read = 0;
  for await (const lines of deps.lines.each(run.runId)) {
    read += lines.length;
    if (read > MAX_LINES) throw new Problem('too-large', `the run has more than ${MAX_LINES} lines`);
    const booked = await deps.payments.of(
      run.runId,
      lines.map((line) => line.publisherId),
    );
    for (const line of lines) {
      const paidMinor = paidBy(line, booked.get(line.publisherId));
      const { publisherId, currency, payMinor } = line;
      sumOf(currency).linesMinor += payMinor;
      sumOf(currency).ledgerMinor += paidMinor;
      if (line.decision.kind === 'pay') {
        expected.set(paymentReference(run.runId, publisherId), {
          publisherId,
          amountMinor: payMinor,
          isOrdered: false,
        });
      }
      const dueMinor = run.state === 'issued' ? payMinor : paidMinor === 0n ? 0n : payMinor;
      if (paidMinor !== dueMinor) {
        found.add({
          where: 'ledger',
          what: 'the entry differs from the line',
          publisherId,
          expectedMinor: payMinor,
          foundMinor: paidMinor,
        });
      }
    }
  }
}

/** What the ledger says was paid on a line's account, in its currency. */
function paidBy(line: Line, entry: Parameters<typeof changeOf>[0] | undefined): bigint {
  return entry ? (changeOf(entry, account.payable(line.publisherId)).get(line.currency) ?? 0n) : 0n;
}

async function readOne(deps: TieOutDeps, run: Run, file: RunFile, reading: Reading): Promise<void> {
  const { sumOf, found, expected } = reading;
  const add = (difference: Omit<Difference, 'where' | 'file'>): void =>
    found.add({ where: 'file', file: file.name, ...difference });
  const content = await deps.files.get(fileKey(run.runId, file.name));
  if (content === undefined) return add({ what: 'the file is gone' });
  if (sha256Hex(content) !== file.sha256) add({ what: 'the file is not as it was issued' });
  const { payments, breaches } = readPayments(content, file.currency);
  for (const breach of breaches) add({ what: breach });
  for (const { reference, amountMinor } of payments) {
    sumOf(file.currency).filesMinor += amountMinor;
    const line = expected.get(reference.trim());
    if (!line) add({ what: `${reference.trim()} is no payment of this run`, foundMinor: amountMinor });
    else if (line.isOrdered) add({ what: `${reference.trim()} is ordered twice`, publisherId: line.publisherId });
    else if (line.amountMinor !== amountMinor) {
      const { publisherId, amountMinor: expectedMinor } = line;
      add({ what: 'the order differs from the line', publisherId, expectedMinor, foundMinor: amountMinor });
    }
    if (line) line.isOrdered = true;
  }
}

function compareSums(run: Run, sums: ReadonlyMap<Currency, CurrencySums>, found: Reading['found']): void {
  if (run.totals === undefined) return;
  for (const [currency, { runMinor, linesMinor, filesMinor, ledgerMinor }] of sums) {
    const compare = (where: Difference['where'], foundMinor: bigint): void => {
      if (foundMinor === runMinor) return;
      found.add({ where, what: `the sum in ${currency} differs from the run’s`, expectedMinor: runMinor, foundMinor });
    };
    compare('line', linesMinor);
    if (run.state !== 'issued') continue;
    compare('ledger', ledgerMinor);
    compare('file', filesMinor);
  }
}
