import type { RetainerPorts } from '../../shared/billing/retainer.ts';
import { dayOf } from '../../shared/kernel/time.ts';
import type { FactStore, PlacementReader } from '../../shared/reporting/ports.ts';

/** Keeps a booked retainer for reports, under its offer and the day on which it was booked: here billing and reports meet. */
export const reportTo =
  (facts: Pick<FactStore, 'keep'>, placements: Pick<PlacementReader, 'offer'>, zone: string): RetainerPorts['report'] =>
  async ({ retainerId, publisherId, offerId, currency, chargeMinor, payoutMinor }, month, bookedAtMs) => {
    const place = { publisherId, offerId, ...(await placements.offer(offerId)), source: 'retainer' };
    const money = { currency, chargeMinor, payoutMinor };
    const fact = { kind: 'retainer', ...place, retainerId, month, ...money, atMs: bookedAtMs } as const;
    await facts.keep(dayOf(bookedAtMs, zone), fact);
  };
