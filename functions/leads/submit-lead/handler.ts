import { deterministicId } from '../../../shared/kernel/ids.ts';
import { invalidField, notFound } from '../../../shared/kernel/problem.ts';
import { consentOf, submitLead as route } from '../../../shared/leads/contract.ts';
import { leadViewOf } from '../../../shared/leads/show-lead.ts';
import { type SubmitPorts, submitLead } from '../../../shared/leads/submit-lead.ts';
import { viewerOf } from '../../../shared/outcomes/viewer.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import type { Principal } from '../../../shared/platform/http/principal.ts';
import { header } from '../../../shared/platform/http/request.ts';

/** Whose lead it is: a publisher's own; for an operator the one it names. */
function publisherOf({ role, subjectId }: Principal, named: string | undefined): string {
  if (role === 'publisher') {
    if (named !== undefined && named !== subjectId) throw notFound('the publisher');
    return subjectId;
  }
  if (named === undefined) throw invalidField('body.publisherId', 'say whose');
  return named;
}

/**
 * The id follows from the key itself, so that a repeat finds the lead without a record of its own: two write units less than
 * the usual way (platform/http/idempotency.ts), and for as long as the lead is there.
 */
function idempotencyKeyOf(key: string | undefined): string | undefined {
  if (key !== undefined && !/^[\x21-\x7e]{1,100}$/.test(key)) {
    throw invalidField('headers.idempotency-key', 'must be 1 to 100 visible ASCII characters');
  }
  return key;
}

export const handlerOf = (deps: ApiDeps & SubmitPorts): HttpHandler =>
  apiHandler(route, deps, async ({ principal, ids, event, body }) => {
    const publisherId = publisherOf(principal, body.publisherId);
    const key = idempotencyKeyOf(header(event, 'idempotency-key'));
    const leadId = key === undefined ? ids.next('lead') : deterministicId('lead', publisherId, key);
    const lead = await submitLead(deps, {
      ...body,
      consent: consentOf(body.consent),
      publisherId,
      leadId,
      channel: 'api',
    });
    return leadViewOf(viewerOf(principal), lead);
  });
