import pMap from 'p-map';
import { invariant } from '../kernel/result.ts';
import type { Clock, EpochMs } from '../kernel/time.ts';
import type { PaymentBook } from '../ledger/ports.ts';
import { changeRun } from './change-run.ts';
import { type Issuing, type Line, moveRun, type Run, type RunFile, type RunTotals } from './model.ts';
import { isPaid, type Payable, payableOf, paymentOf } from './payable-lines.ts';
import { entryOfPayment } from './payment.ts';
import { writeFiles } from './payment-files.ts';
import type { FileStore, LineStore, OpenAccount, PaymentStore, ReadSenders, RunStore } from './ports.ts';
import { CONTENT_TYPE, fileKey } from './read-file.ts';

export interface IssueDeps {
  readonly runs: RunStore;
  readonly lines: Pick<LineStore, 'each'>;
  readonly book: PaymentBook;
  readonly payments: Pick<PaymentStore, 'add' | 'takeTraces'>;
  readonly senders: ReadSenders;
  readonly openAccount: OpenAccount;
  readonly files: FileStore;
  readonly clock: Clock;
  readonly zone: string;
}

/** Payments booked at the same time. */
const CONCURRENCY = 10;

/** A run that knows how it is issued: from here on every try writes the same. */
type IssuedRun = Run & { readonly issuing: Issuing };

async function prepare(deps: IssueDeps, run: Run): Promise<IssuedRun> {
  if (run.issuing) return { ...run, issuing: run.issuing };
  const { nacha, sepa } = await deps.senders();
  const count = (run.totals ?? []).reduce((sum, { paidLines }) => sum + paidLines, 0);
  const firstTrace = nacha && count > 0 ? await deps.payments.takeTraces(run.runId, count) : 0;
  const issuing: Issuing = { firstTrace, odfiRouting: nacha?.odfiRouting, hasSepa: sepa !== undefined };
  const { run: after } = await changeRun(deps.runs, run.runId, (current) =>
    current.state === 'approved' && !current.issuing ? { ...current, issuing } : undefined,
  );
  return { ...after, issuing: after.issuing ?? issuing };
}

/** Books the payments of some lines, a few at a time; each is booked once however often this runs. */
async function bookAll(deps: IssueDeps, run: IssuedRun, paid: readonly Line[], firstOrdinal: number): Promise<void> {
  const book = async (line: Line, index: number): Promise<void> => {
    await deps.payments.add(paymentOf(run, run.issuing, line, firstOrdinal + index));
    await deps.book.bookPayment(run.runId, entryOfPayment(run, line, deps.zone));
  };
  await pMap(paid, book, { concurrency: CONCURRENCY });
}

/** Books page after page and remembers how far it came; false when time was up before the last one. */
async function bookPayments(deps: IssueDeps, run: IssuedRun, deadlineMs: EpochMs): Promise<boolean> {
  let ordinal = run.bookedPayments ?? 0;
  for await (const lines of deps.lines.each(run.runId, run.bookedTo)) {
    if (deps.clock.nowMs() >= deadlineMs) return false;
    const paid = lines.filter((line) => isPaid(run, line));
    await bookAll(deps, run, paid, ordinal);
    ordinal += paid.length;
    const last = lines.at(-1)?.publisherId;
    if (last === undefined) continue;
    const bookedPayments = ordinal;
    await changeRun(deps.runs, run.runId, (current) =>
      current.state === 'approved' && (current.bookedTo ?? '') < last
        ? { ...current, bookedTo: last, bookedPayments }
        : undefined,
    );
  }
  return true;
}

async function readPayables(deps: IssueDeps, run: IssuedRun): Promise<Payable[]> {
  const payables: Payable[] = [];
  for await (const lines of deps.lines.each(run.runId)) {
    for (const line of lines.filter((line) => isPaid(run, line))) {
      payables.push(await payableOf(deps.openAccount, line, paymentOf(run, run.issuing, line, payables.length)));
    }
  }
  return payables;
}

/** What was approved is what is in the files, to the cent, or nothing is issued. */
function assertTiesOut(totals: readonly RunTotals[], files: readonly RunFile[]): void {
  for (const { currency, payMinor, paidLines } of totals) {
    const own = files.filter((file) => file.currency === currency);
    const sumMinor = own.reduce((sum, file) => sum + file.totalMinor, 0n);
    const payments = own.reduce((sum, file) => sum + file.payments, 0);
    invariant(sumMinor === payMinor, `the files pay ${sumMinor} ${currency}, the run ${payMinor}`);
    invariant(payments === paidLines, `the files pay ${payments} in ${currency}, the run ${paidLines}`);
  }
}

async function issueRun(deps: IssueDeps, approved: Run, deadlineMs: EpochMs): Promise<boolean> {
  const run = await prepare(deps, approved);
  if (!(await bookPayments(deps, run, deadlineMs))) return false;
  const files: RunFile[] = [];
  const context = { run, zone: deps.zone, senders: await deps.senders() };
  for (const { content, ...file } of writeFiles(context, await readPayables(deps, run))) {
    await deps.files.put(fileKey(run.runId, file.name), content, CONTENT_TYPE[file.rail]);
    files.push(file);
  }
  assertTiesOut(run.totals ?? [], files);
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
