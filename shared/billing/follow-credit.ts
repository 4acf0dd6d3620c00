import type { CreditStore } from '../catalog/credit.ts';
import { account } from '../ledger/model.ts';
import type { BalanceReader, BillingTermsStore } from './ports.ts';

export interface CreditPorts {
  readonly balances: Pick<BalanceReader, 'of'>;
  readonly terms: Pick<BillingTermsStore, 'get'>;
  readonly credit: CreditStore;
}

/**
 * Tells routing what an advertiser may still spend, as the books and the billing terms stand now. Called for each change of
 * either; what a later reading said is never taken back.
 */
export async function followCredit({ balances, terms, credit }: CreditPorts, advertiserId: string): Promise<void> {
  const agreed = await terms.get(advertiserId);
  if (!agreed) return;
  const { currency, creditLimitMinor, keptFreeMinor } = agreed;
  const found = await balances.of(account.receivable(advertiserId));
  const { balanceMinor: owedMinor, postings } = found.find((each) => each.currency === currency) ?? {
    balanceMinor: 0n,
    postings: 0,
  };
  const availableMinor = creditLimitMinor - owedMinor - keptFreeMinor;
  await credit.keep({ advertiserId, currency, availableMinor, postings });
}
