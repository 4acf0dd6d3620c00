import { toIso } from '../../../shared/kernel/time.ts';
import { creditOutcome as route } from '../../../shared/ledger/contract/credits.ts';
import { type CreditPorts, creditOutcome } from '../../../shared/ledger/credit-outcome.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & CreditPorts): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params: { outcomeId }, body }) => {
    const credit = await creditOutcome(deps, principal.subjectId, outcomeId, body.reason);
    if (!credit) return { outcomeId, creditMinor: 0n };
    return { outcomeId, creditMinor: -credit.chargeMinor, creditedAt: toIso(credit.atMs) };
  });
