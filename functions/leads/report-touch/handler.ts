import { toIso } from '../../../shared/kernel/time.ts';
import { reportFirstTouch } from '../../../shared/leads/delivery/contract.ts';
import { reportTouch, type TouchPorts } from '../../../shared/leads/delivery/report-touch.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & TouchPorts): HttpHandler =>
  apiHandler(reportFirstTouch, deps, async ({ principal, params: { leadId }, body }) => {
    const touch = await reportTouch(deps, principal.subjectId, leadId, body.at);
    const { deliveredAtMs, firstTouchAtMs, responseSeconds } = touch;
    return { leadId, deliveredAt: toIso(deliveredAtMs), firstTouchAt: toIso(firstTouchAtMs), responseSeconds };
  });
