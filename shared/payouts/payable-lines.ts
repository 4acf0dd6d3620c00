import type { Payee } from '../catalog/payee.ts';
import { payeeOfText } from '../catalog/sealed-account.ts';
import { invariant } from '../kernel/result.ts';
import type { PayeeAccount, PaymentOrder } from './files/payment-order.ts';
import { type Issuing, isHeld, type Line, type Payment, type Rail, type Run } from './model.ts';
import { paymentReference } from './payment.ts';
import type { OpenAccount } from './ports.ts';
import { railOf, traceOf } from './rail.ts';

/** Whether a run pays a line: it says so, and nobody holds it. */
export const isPaid = (run: Run, line: Line): boolean => line.decision.kind === 'pay' && !isHeld(run, line.publisherId);

/** The n-th payment of a run, n from 0 along its lines by publisher: what a return will ask for. */
export function paymentOf(run: Run, issuing: Issuing, line: Line, ordinal: number): Payment {
  invariant(run.approved, `run ${run.runId} was approved`);
  const reference = paymentReference(run.runId, line.publisherId);
  const rail = railOf(line, issuing);
  return {
    key: rail === 'nacha' ? traceOf(issuing, ordinal) : reference,
    reference,
    runId: run.runId,
    publisherId: line.publisherId,
    rail,
    amountMinor: line.payMinor,
    currency: line.currency,
    paidAtMs: run.approved.atMs,
  };
}

/** A payment and its order to the bank, with the account in clear; lives in memory only. */
export interface Payable {
  readonly rail: Rail;
  readonly order: PaymentOrder;
}

function accountOf(payee: Payee): PayeeAccount {
  switch (payee.method) {
    case 'ach': {
      const { routingNumber, accountNumber, accountType, holder } = payee;
      return { kind: 'ach', routingNumber, accountNumber, accountType, holder };
    }
    case 'iban':
      return { kind: 'iban', iban: payee.iban, ...(payee.bic === undefined ? {} : { bic: payee.bic }) };
    case 'paypal':
      return { kind: 'paypal', email: payee.email };
    case 'csv':
      return { kind: 'reference', reference: payee.accountReference };
  }
}

/** The order for a paid line; its account is opened here and nowhere else. */
export async function payableOf(open: OpenAccount, line: Line, payment: Payment): Promise<Payable> {
  const { payee, publisherId, runId } = line;
  invariant(payee, `the line of ${publisherId} has a payee`);
  const text = await open(publisherId, payee.accountSealed);
  return {
    rail: payment.rail,
    order: {
      reference: payment.reference,
      name: payee.legalName,
      amountMinor: payment.amountMinor,
      currency: payment.currency,
      account: accountOf(payeeOfText(payee.legalName, payee.method, text)),
      trace: payment.rail === 'nacha' ? payment.key : undefined,
      remittance: `${runId} ${publisherId}`,
    },
  };
}
