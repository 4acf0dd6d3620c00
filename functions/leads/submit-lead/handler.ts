import { bringingSetter } from '../../../shared/catalog/setter.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { invalidField } from '../../../shared/kernel/problem.ts';
import { assertMayBring } from '../../../shared/leads/allowed-offers.ts';
import { consentOf } from '../../../shared/leads/contract/fields.ts';
import { submitLead as route } from '../../../shared/leads/contract/leads.ts';
import { leadViewOf } from '../../../shared/leads/show-lead.ts';
import { type SubmitPorts, submitLead } from '../../../shared/leads/submit-lead.ts';
import { viewerOf } from '../../../shared/outcomes/viewer.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { header } from '../../../shared/platform/http/request.ts';
import { actingPublisher } from '../acting-publisher.ts';

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
    const publisherId = actingPublisher(principal, body.publisherId);
    const setterId = await bringingSetter(deps.catalog, principal, publisherId, body.setterId);
    assertMayBring(principal, body.offerId);
    const key = idempotencyKeyOf(header(event, 'idempotency-key'));
    const leadId = key === undefined ? ids.next('lead') : deterministicId('lead', publisherId, key);
    const lead = await submitLead(deps, {
      ...body,
      consent: consentOf(body.consent),
      publisherId,
      setterId,
      leadId,
      channel: 'api',
    });
    return leadViewOf(viewerOf(principal), lead);
  });
