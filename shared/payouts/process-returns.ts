import { sha256Hex } from '../kernel/ids.ts';
import { Problem } from '../kernel/problem.ts';
import type { AdjustPorts } from '../ledger/adjust.ts';
import { bookReturn } from '../ledger/book-return.ts';
import { type DoubtDeps, doubtPayee } from './doubt-payee.ts';
import { type ReturnFormat, type ReturnItem, readReturns } from './files/read-returns.ts';
import { explainCode } from './files/return-codes.ts';
import type { Actor, BankReport, Payment } from './model.ts';
import type { PaymentStore, ReportKind, ReturnFileStore } from './ports.ts';

export interface ReturnDeps extends AdjustPorts, DoubtDeps {
  readonly payments: Pick<PaymentStore, 'get' | 'report' | 'settle'>;
  readonly returnFiles: ReturnFileStore;
}

/** `already`: reported before, by this file or another; nothing changed. `unknown`: no payment of ours has that trace. */
export const RETURN_OUTCOMES = ['returned', 'corrected', 'already', 'unknown', 'amount-differs'] as const;

export interface ReturnResult {
  readonly key: string;
  readonly code: string;
  readonly outcome: (typeof RETURN_OUTCOMES)[number];
  readonly payment?: Payment | undefined;
}

export interface ReturnReport {
  readonly fileId: string;
  /** All of this very file was worked through before. */
  readonly wasRead: boolean;
  readonly results: readonly ReturnResult[];
}

/** More in one file would not be done within one request: split it. */
export const MAX_RETURNS = 500;

/** How many breaches are told: enough to mend a file, bounded for one that is none. */
const MAX_BREACHES = 20;

function itemsOf(format: ReturnFormat, content: string): readonly ReturnItem[] {
  const { items, breaches } = readReturns(format, content);
  if (breaches.length > 0) {
    const fields = breaches.slice(0, MAX_BREACHES).map((message) => ({ field: 'body.content', message }));
    throw new Problem('invalid', `body.content: ${breaches[0]}`, fields);
  }
  if (items.length > MAX_RETURNS)
    throw new Problem('too-large', `the file reports on more than ${MAX_RETURNS} payments`);
  return items;
}

/** The money is owed again, and nothing more is paid to that account until a person has looked. */
async function takeBack(deps: ReturnDeps, payment: Payment, { code }: BankReport): Promise<void> {
  const { publisherId, reference, amountMinor, currency } = payment;
  const reason = `payment ${reference} came back: ${explainCode(code)}`;
  await bookReturn(deps, { publisherId, entryId: reference, amountMinor, currency }, reason);
  await doubtPayee(deps, payment, ({ payee }) => ({
    ...payee,
    bankVerified: false,
    hold: payee.hold ?? reason,
    notice: explainCode(code),
  }));
}

async function handle(deps: ReturnDeps, fileId: string, item: ReturnItem): Promise<ReturnResult> {
  const { key, code, kind, amountMinor } = item;
  const found = await deps.payments.get(key);
  if (!found) return { key, code, outcome: 'unknown' };
  if (amountMinor !== undefined && amountMinor !== found.amountMinor) {
    return { key, code, outcome: 'amount-differs', payment: found };
  }
  const name: ReportKind = kind === 'return' ? 'returned' : 'corrected';
  const report = { code, fileId, atMs: deps.clock.nowMs(), isDone: false };
  const payment = found[name] ? found : await deps.payments.report(key, name, report);
  const standing = payment[name] ?? report;
  if (standing.isDone) return { key, code, outcome: 'already', payment };
  if (kind === 'return') await takeBack(deps, payment, standing);
  else {
    const notice = `the bank corrects it: ${explainCode(standing.code)}`;
    await doubtPayee(deps, payment, ({ payee }) => ({ ...payee, bankVerified: false, notice }));
  }
  await deps.payments.settle(key, name);
  return { key, code, outcome: name, payment };
}

/**
 * Works through a bank's file of returns and corrections, payment by payment. Each does what follows from it once, whatever
 * stops it half-way and however often the file, or another that says the same, is sent again.
 *
 * @throws Problem `invalid` for a file with any breach: none of it is used; `too-large` above {@link MAX_RETURNS};
 *   `unavailable` while a day is closing: send the same file again
 */
export async function processReturns(
  deps: ReturnDeps,
  format: ReturnFormat,
  content: string,
  by: Actor,
): Promise<ReturnReport> {
  const items = itemsOf(format, content);
  const fileId = sha256Hex(content);
  const before = await deps.returnFiles.get(fileId);
  const results: ReturnResult[] = [];
  for (const item of items) results.push(await handle(deps, fileId, item));
  if (!before) await deps.returnFiles.add({ fileId, readAtMs: deps.clock.nowMs(), by, items: items.length });
  return { fileId, wasRead: before !== undefined, results };
}
