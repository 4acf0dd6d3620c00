import { invariant } from '../kernel/result.ts';
import type { Clock, EpochMs } from '../kernel/time.ts';
import type { PaymentBook } from '../ledger/ports.ts';
import { changeRun } from './change-run.ts';
import { type Line, moveRun, type Run, type RunTotals } from './model.ts';
import { entryOfPayment } from './payment.ts';
import { type PayableLine, type WrittenFile, writePaymentCsv } from './payment-csv.ts';
import type { FileStore, LineStore, OpenAccount, RunStore } from './ports.ts';
import { fileKey } from './read-file.ts';

export interface IssueDeps {
  readonly runs: RunStore;
  readonly lines: Pick<LineStore, 'each'>;
  readonly book: PaymentBook;
  readonly openAccount: OpenAccount;
  readonly files: FileStore;
  readonly clock: Clock;
  readonly zone: string;
}

/** Entries booked at the same time. */
const CONCURRENCY = 10;

const isPaid = (line: Line): boolean => line.decision.kind === 'pay';

/** Books the payments of some lines, a few at a time; each is booked once however often this runs. */
async function bookAll(deps: IssueDeps, run: Run, lines: readonly Line[]): Promise<void> {
  const waiting = lines.filter(isPaid);
  const worker = async (): Promise<void> => {
    for (let line = waiting.shift(); line; line = waiting.shift()) {
      await deps.book.bookPayment(run.runId, entryOfPayment(run, line, deps.zone));
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
}

/** Books page after page and remembers how far it came; false when time was up before the last one. */
async function bookPayments(deps: IssueDeps, run: Run, deadlineMs: EpochMs): Promise<boolean> {
  for await (const lines of deps.lines.each(run.runId, run.bookedTo)) {
    if (deps.clock.nowMs() >= deadlineMs) return false;
    await bookAll(deps, run, lines);
    const last = lines.at(-1)?.publisherId;
    if (last === undefined) continue;
    await changeRun(deps.runs, run.runId, (current) =>
      current.state === 'approved' && (current.bookedTo ?? '') < last ? { ...current, bookedTo: last } : undefined,
    );
  }
  return true;
}

async function readPayable(deps: IssueDeps, runId: string): Promise<PayableLine[]> {
  const payable: PayableLine[] = [];
  for await (const lines of deps.lines.each(runId)) {
    for (const line of lines.filter(isPaid)) {
      invariant(line.payee, `the line of ${line.publisherId} has a payee`);
      payable.push({ line, accountReference: await deps.openAccount(line.publisherId, line.payee.accountSealed) });
    }
  }
  return payable;
}

/** What was approved is what is in the files, to the cent, or nothing is issued. */
function assertTiesOut(totals: readonly RunTotals[], files: readonly WrittenFile[]): void {
  for (const { currency, payMinor, paidLines } of totals) {
    const own = files.filter((file) => file.currency === currency);
    const sumMinor = own.reduce((sum, file) => sum + file.totalMinor, 0n);
    const payments = own.reduce((sum, file) => sum + file.payments, 0);
    invariant(sumMinor === payMinor, `the files pay ${sumMinor} ${currency}, the run ${payMinor}`);
    invariant(payments === paidLines, `the files pay ${payments} in ${currency}, the run ${paidLines}`);
  }
}

async function issueRun(deps: IssueDeps, run: Run, deadlineMs: EpochMs): Promise<boolean> {
  if (!(await bookPayments(deps, run, deadlineMs))) return false;
  const written = writePaymentCsv(run.runId, await readPayable(deps, run.runId));
  assertTiesOut(run.totals ?? [], written);
  for (const file of written) await deps.files.put(fileKey(run.runId, file.name), file.content, 'text/csv');
  const files = written.map(({ content: _content, ...file }) => file);
  const { changed } = await changeRun(deps.runs, run.runId, (current) =>
    current.state === 'approved' ? moveRun(current, 'issued', { files, issuedAtMs: deps.clock.nowMs() }) : undefined,
  );
  return changed;
}

/**
 * Pays the runs that were approved: books one entry per paid line, writes the payment files, then says issued. May be
 * stopped at any moment and called again; nothing is booked twice and the files have the same bytes. Returns the ids of
 * the runs it finished.
 */
export async function issuePayments(deps: IssueDeps, deadlineMs: EpochMs): Promise<string[]> {
  const issued: string[] = [];
  for (const run of await deps.runs.active()) {
    if (run.state !== 'approved') continue;
    if (await issueRun(deps, run, deadlineMs)) issued.push(run.runId);
  }
  return issued;
}
