import { actingAdvertiser } from '../../../shared/catalog/own-offer.ts';
import { previewCriteria as route } from '../../../shared/outcomes/contract/previews.ts';
import { type PreviewPorts, previewCriteria } from '../../../shared/outcomes/preview-criteria.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & PreviewPorts): HttpHandler =>
  apiHandler(route, deps, async ({ principal, query, body: { advertiserId: named, ...asked } }) => {
    const advertiserId = actingAdvertiser(principal, named);
    return previewCriteria(deps, { ...asked, advertiserId }, query);
  });
