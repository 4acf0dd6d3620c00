import { randomIds } from '../../../shared/kernel/ids.ts';
import { toIso } from '../../../shared/kernel/time.ts';
import { pingLead as route } from '../../../shared/leads/contract.ts';
import { type PingPorts, pingLead } from '../../../shared/leads/ping.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';

export const handlerOf = (deps: ApiDeps & PingPorts): HttpHandler =>
  apiHandler(route, deps, async ({ principal, body }) => {
    const answer = await pingLead(deps, randomIds, { ...body, publisherId: principal.subjectId });
    if (!answer.wanted) return { wanted: false };
    const { pingId, price, currency, expiresAtMs } = answer;
    return { wanted: true, pingId, payoutMinor: price.payoutMinor, currency, expiresAt: toIso(expiresAtMs) };
  });
