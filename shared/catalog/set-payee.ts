import { invalidField, notFound } from '../kernel/problem.ts';
import type { Publisher } from './model.ts';
import { nameInFile } from './name-in-file.ts';
import type { Payee, PayeeSource } from './payee.ts';
import type { PayeeStore, PublisherStore } from './ports.ts';

interface SetPayeeDeps {
  readonly payees: Pick<PayeeStore, 'set'>;
  readonly publishers: Pick<PublisherStore, 'get'>;
}

/** What each rail carries; PayPal and the plain file carry any currency. */
const CURRENCY_OF: Partial<Record<Payee['method'], string>> = { ach: 'USD', iban: 'EUR' };

/**
 * Sets whom to pay and how.
 *
 * @throws Problem `not-found` for an unknown publisher, `stale` for a payee that was changed since it was seen, `invalid` for a method
 *   that does not carry its currency or a name of which the bank's character set leaves nothing
 */
export async function setPayee(
  { payees, publishers }: SetPayeeDeps,
  publisherId: string,
  payee: Payee,
  by: PayeeSource,
  seenRev?: number,
): Promise<Publisher> {
  const publisher = await publishers.get(publisherId);
  if (!publisher) throw notFound('the publisher');
  const currency = CURRENCY_OF[payee.method];
  if (currency !== undefined && currency !== publisher.currency) {
    throw invalidField('body.method', `pays ${currency}, and this publisher is paid in ${publisher.currency}`);
  }
  if (!/[A-Za-z0-9]/.test(nameInFile(payee.legalName, payee.method)) && currency !== undefined) {
    throw invalidField('body.legalName', "has no letter that the bank's file could write");
  }
  const after = await payees.set(publisherId, payee, by, seenRev);
  if (!after) throw notFound('the publisher');
  return after;
}
