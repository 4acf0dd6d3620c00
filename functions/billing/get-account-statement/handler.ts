import { getAccountStatement } from '../../../shared/billing/contract.ts';
import { type StateDeps, stateAccount } from '../../../shared/billing/state-account.ts';
import { toIso } from '../../../shared/kernel/time.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const getAccountStatementHandler = (deps: ApiDeps & StateDeps): HttpHandler =>
  apiHandler(getAccountStatement, deps, async ({ query }) => {
    const { currencies, movements } = await stateAccount(deps, query.account, query.from, query.to);
    const items = movements.map(({ entry, currency, amountMinor, balanceMinor }) => {
      const { entryId, kind, bookedAtMs, reason, publisherId, outcomeId, reverses } = entry;
      const bookedAt = toIso(bookedAtMs);
      return { entryId, kind, bookedAt, reason, publisherId, outcomeId, reverses, amountMinor, currency, balanceMinor };
    });
    return { ...query, currencies: [...currencies], items };
  });
