import { randomIds } from '../../../shared/kernel/ids.ts';
import { toIso } from '../../../shared/kernel/time.ts';
import { assertMayBring, mayBring } from '../../../shared/leads/allowed-offers.ts';
import { pingLead as route } from '../../../shared/leads/contract/pings.ts';
import { type PingAnswer, pingLead } from '../../../shared/leads/ping.ts';
import { type MarketPingPorts, pingMarket } from '../../../shared/leads/ping-market.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

function viewOf(answer: PingAnswer, isMarket: boolean) {
  if (!answer.wanted) return { wanted: false };
  const { pingId, expiresAtMs, bids } = answer;
  const [best, ...others] = bids;
  const next = others.map(({ terms, price }) => ({ offerId: terms.offerId, payoutMinor: price.payoutMinor }));
  return {
    wanted: true,
    pingId,
    payoutMinor: best.price.payoutMinor,
    currency: best.currency,
    expiresAt: toIso(expiresAtMs),
    ...(isMarket ? { offerId: best.terms.offerId, next } : {}),
  };
}

export const handlerOf = (deps: ApiDeps & MarketPingPorts): HttpHandler =>
  apiHandler(route, deps, async ({ principal, body: { offerId, vertical, fields } }) => {
    const { subjectId: publisherId } = principal;
    if (offerId !== undefined) {
      assertMayBring(principal, offerId);
      return viewOf(await pingLead(deps, randomIds, { publisherId, offerId, fields }), false);
    }
    const ping = { publisherId, vertical: vertical ?? '', fields, mayBring: (id: string) => mayBring(principal, id) };
    return viewOf(await pingMarket(deps, randomIds, ping), true);
  });
