import type { StageConfig } from '../config.ts';
import { withApiDuties } from '../constructs/api-access.ts';
import type { FunctionSpec } from '../constructs/function-spec.ts';
import { appointmentsFunctions } from './appointments.ts';
import { auditFunctions } from './audit.ts';
import { billingFunctions } from './billing.ts';
import { callsFunctions } from './calls.ts';
import { catalogFunctions } from './catalog.ts';
import { crmFunctions } from './crm.ts';
import { disputesFunctions } from './disputes.ts';
import { leadsFunctions } from './leads.ts';
import { ledgerFunctions } from './ledger.ts';
import { outcomesFunctions } from './outcomes.ts';
import { payoutsFunctions } from './payouts.ts';
import { peopleFunctions } from './people.ts';
import { platformFunctions } from './platform.ts';
import { reportingFunctions } from './reporting.ts';
import { trackingFunctions } from './tracking.ts';
import { webhooksFunctions } from './webhooks.ts';

/** Every context that has functions, in the order of the road, then what serves all of it. */
export function functionsByContext(config: StageConfig): ReadonlyMap<string, readonly FunctionSpec[]> {
  const declared: readonly (readonly [string, readonly FunctionSpec[]])[] = [
    ['tracking', trackingFunctions(config)],
    ['calls', callsFunctions(config)],
    ['appointments', appointmentsFunctions(config)],
    ['leads', leadsFunctions(config)],
    ['crm', crmFunctions(config)],
    ['outcomes', outcomesFunctions(config)],
    ['ledger', ledgerFunctions(config)],
    ['disputes', disputesFunctions(config)],
    ['payouts', payoutsFunctions(config)],
    ['billing', billingFunctions(config)],
    ['webhooks', webhooksFunctions(config)],
    ['reporting', reportingFunctions(config)],
    ['catalog', catalogFunctions(config)],
    ['people', peopleFunctions(config)],
    ['audit', auditFunctions(config)],
    ['platform', platformFunctions(config)],
  ];
  for (const [context, specs] of declared) {
    const stray = specs.find((spec) => spec.context !== context);
    if (stray) throw new Error(`${stray.context}/${stray.verb} is declared in infra/stacks/${context}.ts`);
  }
  const present = declared.filter(([, specs]) => specs.length > 0);
  return new Map(present.map(([context, specs]) => [context, specs.map((spec) => withApiDuties(spec, config))]));
}
