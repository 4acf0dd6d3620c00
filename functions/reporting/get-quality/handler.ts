import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { getQuality } from '../../../shared/reporting/contract/quality.ts';
import type { QualityStore } from '../../../shared/reporting/quality/ports.ts';
import { showQuality } from '../../../shared/reporting/quality/show-quality.ts';

export const handlerOf = (deps: ApiDeps & { readonly quality: QualityStore }): HttpHandler =>
  apiHandler(getQuality, deps, ({ principal, params }) => showQuality(deps.quality, principal, params.publisherId));
