import type { RetainerPorts } from '../../shared/billing/retainer.ts';
import { daysFrom } from '../../shared/kernel/time.ts';
import type { FactReader } from '../../shared/reporting/ports.ts';

/** Counts what qualified out of the reports: the month is over for hours, and they are seconds behind. */
export const deliveredFrom =
  (facts: FactReader): RetainerPorts['delivered'] =>
  async ({ advertiserId, publisherId, offerId }, fromDay, toDay) => {
    let delivered = 0;
    for (const day of daysFrom(fromDay, toDay)) {
      for await (const page of facts.ofDay(day, { advertiserId, publisherId, offerId })) {
        delivered += page.filter((fact) => fact.kind === 'verdict' && fact.state === 'qualified').length;
      }
    }
    return delivered;
  };
