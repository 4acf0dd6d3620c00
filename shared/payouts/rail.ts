import { invariant } from '../kernel/result.ts';
import type { Issuing, Line, Rail } from './model.ts';

/** What an entry of a NACHA file and a SEPA credit transfer (EPC115-06) can carry: ten and eleven digits of cents. */
const MOST_MINOR: Partial<Record<Rail, bigint>> = { nacha: 9_999_999_999n, sepa: 99_999_999_999n };

const railOfMethod = (method: string, { odfiRouting, hasSepa }: Issuing): Rail => {
  if (method === 'ach' && odfiRouting !== undefined) return 'nacha';
  if (method === 'iban' && hasSepa) return 'sepa';
  return method === 'paypal' ? 'paypal' : 'csv';
};

/**
 * In which file a line is paid. Where the network has no sender for a bank's format, or the amount is beyond it, the payment
 * stands in the plain file, which a person can enter by hand.
 */
export function railOf(line: Line, issuing: Issuing): Rail {
  invariant(line.payee, `the line of ${line.publisherId} has a payee`);
  const rail = railOfMethod(line.payee.method, issuing);
  return line.payMinor > (MOST_MINOR[rail] ?? line.payMinor) ? 'csv' : rail;
}

/** Traces have seven digits after the bank's eight; a block of them never straddles the end. */
export const LAST_TRACE = 9_999_999;

/** The NACHA trace of the n-th payment of a run, n from 0. */
export const traceOf = ({ odfiRouting = '', firstTrace }: Issuing, ordinal: number): string =>
  odfiRouting.slice(0, 8) + String(firstTrace + ordinal).padStart(7, '0');
