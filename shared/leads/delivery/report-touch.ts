import { invalidField } from '../../kernel/problem.ts';
import { type Clock, type EpochMs, MINUTE_MS, SECOND_MS } from '../../kernel/time.ts';
import { newDelivery } from './model.ts';
import type { Deliveries } from './ports.ts';
import { type BoughtLeadPorts, boughtLead } from './return-lead.ts';

export interface TouchPorts extends BoughtLeadPorts {
  readonly deliveries: Deliveries;
  readonly clock: Clock;
}

export interface Touch {
  readonly deliveredAtMs: EpochMs;
  readonly firstTouchAtMs: EpochMs;
  readonly responseSeconds: number;
}

const CLOCK_SKEW_MS = 5 * MINUTE_MS;

/**
 * Notes when somebody first spoke or wrote to the person: the first report stands. Counted from delivery, or from when it was
 * bought where the advertiser fetches its leads.
 *
 * @throws Problem `invalid` for a time before the delivery or in the future
 */
export async function reportTouch(
  ports: TouchPorts,
  advertiserId: string,
  leadId: string,
  at: EpochMs | undefined,
): Promise<Touch> {
  const { deliveries, clock } = ports;
  const { boughtAtMs } = await boughtLead(ports, advertiserId, leadId);
  const seen = (await deliveries.get(leadId)) ?? newDelivery(leadId);
  const nowMs = clock.nowMs();
  const deliveredAtMs = seen.touchFromMs ?? seen.deliveredAtMs ?? boughtAtMs;
  if (seen.firstTouchAtMs !== undefined) return touchOf(deliveredAtMs, seen.firstTouchAtMs);
  const touchedAtMs = at ?? nowMs;
  if (touchedAtMs > nowMs + CLOCK_SKEW_MS) throw invalidField('body.at', 'is in the future');
  if (touchedAtMs < deliveredAtMs) throw invalidField('body.at', 'is before the lead was delivered');
  const isSaved = await deliveries.save(seen, {
    ...seen,
    firstTouchAtMs: touchedAtMs,
    touchFromMs: deliveredAtMs,
  });
  if (isSaved) return touchOf(deliveredAtMs, touchedAtMs);
  return reportTouch(ports, advertiserId, leadId, at);
}

const touchOf = (deliveredAtMs: EpochMs, firstTouchAtMs: EpochMs): Touch => ({
  deliveredAtMs,
  firstTouchAtMs,
  responseSeconds: Math.max(0, Math.round((firstTouchAtMs - deliveredAtMs) / SECOND_MS)),
});
