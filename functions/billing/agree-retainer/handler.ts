import { agreeRetainerRoute } from '../../../shared/billing/contract/retainers.ts';
import { type AgreePorts, agreeRetainer } from '../../../shared/billing/retainer.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { showRetainer } from '../retainer-view.ts';

export const handlerOf = (deps: ApiDeps & AgreePorts): HttpHandler =>
  apiHandler(agreeRetainerRoute, deps, async ({ ids, body }) => showRetainer(await agreeRetainer(deps, ids, body)));
