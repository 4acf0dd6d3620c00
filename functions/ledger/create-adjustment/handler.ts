import { invariant } from '../../../shared/kernel/result.ts';
import { type AdjustOutcomePorts, adjustOutcome } from '../../../shared/ledger/adjust-outcome.ts';
import { createAdjustment } from '../../../shared/ledger/contract/adjustments.ts';
import { correctionIdOf, worthOf } from '../../../shared/ledger/correction.ts';
import { viewAdjustment } from '../../../shared/ledger/show-adjustments.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & AdjustOutcomePorts): HttpHandler =>
  apiHandler(createAdjustment, deps, async ({ principal, ids, body }) => {
    const { adjustmentId, found } = await adjustOutcome(deps, body, ids.next('cause'));
    const { outcome, corrections } = found;
    const correction = corrections.find((each) => correctionIdOf(outcome.outcomeId, each.causeId) === adjustmentId);
    invariant(correction, 'what was corrected is among the corrections');
    const { outcomeId, advertiserId, terms } = outcome;
    const { currency } = worthOf(found);
    return viewAdjustment(principal, {
      ...correction,
      outcomeId,
      advertiserId,
      publisherId: terms.publisherId,
      currency,
    });
  });
