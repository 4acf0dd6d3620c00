import { agreeRetainerRoute } from '../../../shared/billing/contract/retainers.ts';
import { type AgreePorts, agreeRetainer } from '../../../shared/billing/retainer.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { showRetainer } from '../retainer-view.ts';

export const handlerOf = (deps: ApiDeps & AgreePorts): HttpHandler =>
  apiHandler(agreeRetainerRoute, deps, async ({ ids, body }) => showRetainer(await agreeRetainer(deps, ids, body)));
