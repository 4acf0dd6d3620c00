import { listSlots } from '../../../shared/appointments/contract/hours.ts';
import { type SlotPorts, showSlots } from '../../../shared/appointments/show-slots.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & SlotPorts): HttpHandler =>
  apiHandler(listSlots, deps, ({ principal: { role, subjectId }, params, query }) =>
    showSlots(deps, { ...params, ...query, ...(role === 'advertiser' && { advertiserId: subjectId }) }),
  );
