import { assertMayBring } from '../../../shared/leads/allowed-offers.ts';
import { consentOf } from '../../../shared/leads/contract/fields.ts';
import { postLead as route } from '../../../shared/leads/contract/pings.ts';
import type { PingPorts } from '../../../shared/leads/ping.ts';
import { postLead } from '../../../shared/leads/post-lead.ts';
import { leadViewOf } from '../../../shared/leads/show-lead.ts';
import type { SubmitPorts } from '../../../shared/leads/submit-lead.ts';
import { viewerOf } from '../../../shared/outcomes/viewer.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & SubmitPorts & Pick<PingPorts, 'pings'>): HttpHandler =>
  apiHandler(route, deps, async ({ principal, body: { consent, ...body } }) => {
    const lead = await postLead(deps, {
      ...body,
      consent: consentOf(consent),
      publisherId: principal.subjectId,
      assertMayBring: (offerId) => assertMayBring(principal, offerId),
    });
    return leadViewOf(viewerOf(principal), lead);
  });
