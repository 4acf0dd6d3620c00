import type { z } from 'zod';
import { type explanationView, explainRoute as route } from '../../../shared/calls/contract-explanations.ts';
import { type ExplainPorts, type Explanation, explainRoute } from '../../../shared/calls/explain-route.ts';
import type { Considered } from '../../../shared/calls/routing/model.ts';
import { ownOffer } from '../../../shared/catalog/own-offer.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import { type Clock, type EpochMs, toIso } from '../../../shared/kernel/time.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export interface ExplainRouteDeps extends ApiDeps, ExplainPorts {
  readonly clock: Clock;
}

export const handlerOf = (deps: ExplainRouteDeps): HttpHandler =>
  apiHandler(route, deps, async ({ principal, body }) => {
    const { offer } = await ownOffer(deps.offers, principal, body.offerId);
    if (offer.model !== 'call') throw new Problem('conflict', `an offer of ${offer.model}s takes no calls`);
    const atMs = body.at ?? deps.clock.nowMs();
    const imagined = { publisherId: body.publisherId, atMs, caller: body.caller };
    const scope = principal.role === 'operator' ? 'market' : 'own-targets';
    const explained = await explainRoute(deps, offer.offerId, imagined, scope);
    const fallback = offer.state === 'active' && offer.fallbackDestination !== undefined;
    return show(explained, atMs, fallback);
  });

function show(
  { decision, targets, states }: Explanation,
  atMs: EpochMs,
  fallback: boolean,
): z.input<typeof explanationView> {
  const names = new Map(targets.map(({ targetId, name }) => [targetId, name]));
  return {
    at: toIso(atMs),
    route: decision.steps.map(({ targetId, ringSeconds }) => ({ targetId, ringSeconds })),
    fallback,
    targets: decision.considered.map((each) => ({
      targetId: each.targetId,
      name: names.get(each.targetId) ?? '',
      answeredBps: states.get(each.targetId)?.answeredBps,
      effectiveMinor: each.effectiveMinor,
      ...showFate(each),
    })),
  };
}

function showFate({ fate }: Considered) {
  if (fate.kind === 'chosen') return { fate: fate.kind, rank: fate.rank };
  return fate.kind === 'refused' ? { fate: fate.kind, ...fate.why } : { fate: fate.kind };
}
