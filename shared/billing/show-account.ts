import type { AdvertiserStore } from '../catalog/ports.ts';
import { notFound } from '../kernel/problem.ts';
import { account } from '../ledger/model.ts';
import type { BalanceReader, BillingTermsStore } from './ports.ts';

export interface AccountDeps {
  readonly advertisers: Pick<AdvertiserStore, 'get'>;
  readonly balances: Pick<BalanceReader, 'of'>;
  readonly terms: Pick<BillingTermsStore, 'get'>;
}

/**
 * What an advertiser owes, and how much they may still spend. Without billing terms nothing limits them.
 *
 * @throws Problem `not-found` for an unknown advertiser
 */
export async function showAccount({ advertisers, balances, terms }: AccountDeps, advertiserId: string) {
  const [advertiser, found, agreed] = await Promise.all([
    advertisers.get(advertiserId),
    balances.of(account.receivable(advertiserId)),
    terms.get(advertiserId),
  ]);
  if (!advertiser) throw notFound(`advertiser ${advertiserId}`);
  const owedMinor = found.find(({ currency }) => currency === agreed?.currency)?.balanceMinor ?? 0n;
  return {
    advertiserId,
    balances: found.map(({ currency, balanceMinor }) => ({ currency, owedMinor: balanceMinor })),
    ...(agreed
      ? {
          currency: agreed.currency,
          creditLimitMinor: agreed.creditLimitMinor,
          availableMinor: agreed.creditLimitMinor - owedMinor,
        }
      : {}),
  };
}
