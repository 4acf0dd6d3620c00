import { assertMayBring } from '../../../shared/leads/allowed-offers.ts';
import { uploadLeads as route } from '../../../shared/leads/contract/uploads.ts';
import type { SubmitPorts } from '../../../shared/leads/submit-lead.ts';
import { uploadLeads } from '../../../shared/leads/upload-leads.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { actingPublisher } from '../acting-publisher.ts';

export const handlerOf = (deps: ApiDeps & SubmitPorts): HttpHandler =>
  apiHandler(route, deps, async ({ principal, body: { offerId, csv, publisherId: named } }) => {
    const publisherId = actingPublisher(principal, named);
    assertMayBring(principal, offerId);
    const results = await uploadLeads(deps, { publisherId, offerId, csv });
    const taken = results.filter(({ leadId }) => leadId !== undefined).length;
    const rows = results.map(({ errors, ...row }) => ({ ...row, ...(errors && { errors: [...errors] }) }));
    return { taken, refused: results.length - taken, rows };
  });
