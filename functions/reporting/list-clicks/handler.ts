import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { type ClickPorts, showClicks } from '../../../shared/reporting/clicks/keep-clicks.ts';
import type { ClickRow } from '../../../shared/reporting/clicks/ports.ts';
import { listClicks } from '../../../shared/reporting/contract/clicks.ts';

const viewOf = ({ day, offerId, source, campaign, medium, term, content, clicks, costMinor, currency }: ClickRow) => ({
  ...{ day, offerId, source, campaign, medium, term, content },
  ...{ clicks, costMinor, currency },
});

export const handlerOf = (deps: ApiDeps & Pick<ClickPorts, 'clicks'>): HttpHandler =>
  apiHandler(listClicks, deps, async ({ principal, query: { limit, cursor, ...period } }) => {
    const { items, ...page } = await showClicks(deps, principal.subjectId, period, { limit, cursor });
    return { items: items.map(viewOf), ...page };
  });
