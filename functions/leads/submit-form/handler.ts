import { deterministicId } from '../../../shared/kernel/ids.ts';
import { consentOf } from '../../../shared/leads/contract/fields.ts';
import { submitForm as route } from '../../../shared/leads/contract/leads.ts';
import { type SubmitPorts, submitLead } from '../../../shared/leads/submit-lead.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { type TagDeps, tagHandler } from '../../tracking/tag-handler.ts';

/** A form on a publisher's page, admitted as the tag is. The visitor's address is what the request came from. */
export const submitFormHandler = (deps: TagDeps & SubmitPorts): HttpHandler =>
  tagHandler(route, deps, async ({ publisher: { publisherId }, body, sourceIp }) => {
    const { offerId, submissionId, fields, consent, page, token } = body;
    const leadId = deterministicId('lead', publisherId, 'form', submissionId);
    await submitLead(deps, {
      leadId,
      publisherId,
      offerId,
      fields,
      consent: consent && { ...consentOf(consent), ipAddress: sourceIp },
      channel: 'form',
      visitToken: token,
      page: { ...page, visitId: deterministicId('visit', leadId) },
    });
    return { leadId };
  });
