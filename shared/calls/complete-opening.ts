import type { CatalogReader } from '../catalog/ports.ts';
import { MINUTE_MS } from '../kernel/time.ts';
import type { LeaseStore, NumberReader } from '../tracking/ports.ts';
import { type AttributionPorts, attributeCall, contactsOf } from './attribute-call.ts';
import type { AnsweredCall } from './contract.ts';
import { dropAbsent } from './merge-event.ts';
import { NO_PROGRESS } from './model.ts';
import { noteContact } from './note-contact.ts';
import { outcomeIdOf } from './outcome-id.ts';
import type { CallStore, StoredCall } from './ports.ts';
import { withoutTarget } from './route-call.ts';
import { type SweepQueue, sweepLater } from './sweep-call.ts';

/** A caller is expected to be on the line, or to call back, for this long: as long the number is not given to another visit. */
const HOLD_MS = 10 * MINUTE_MS;

export interface OpeningPorts extends AttributionPorts {
  readonly numbers: NumberReader;
  readonly catalog: Pick<CatalogReader, 'currentOffer' | 'deal'>;
  readonly calls: CallStore;
  readonly extend: LeaseStore['extend'];
  readonly sweeps: SweepQueue;
}

/**
 * What the answer had no time for: the person's history, the lease, and the outcome itself where it could not be opened then.
 * Everything here may run twice.
 */
export async function completeOpening(ports: OpeningPorts, call: AnsweredCall): Promise<void> {
  const stored = call.opened ? await standing(ports, call) : await openLate(ports, call);
  // Where the call goes is not known while its caller is asked; its end notes the contact.
  if (stored.record.route.kind !== 'asking') await noteContact(ports, stored);
  await holdNumber(ports, call, stored);
  await sweepLater(ports.sweeps, stored.outcome.outcomeId);
}

async function standing(ports: OpeningPorts, call: AnsweredCall): Promise<StoredCall> {
  const stored = await ports.calls.find(outcomeIdOf(call.carrier, call.callId));
  if (!stored) throw new Error('an opened call is not there');
  return stored;
}

/** Opens with what the answer found out, and looks up the rest as of the moment the call came in. */
async function openLate(ports: OpeningPorts, call: AnsweredCall): Promise<StoredCall> {
  const number = await ports.numbers.number(call.number);
  if (!number) throw new Error('a call came in on a number that nobody has');
  const { offerId, publisherId } = number;
  const offer = await ports.catalog.currentOffer(offerId);
  if (!offer) throw new Error(`a number leads to the offer ${offerId}, which does not exist`);
  const deal = call.terms ? undefined : await ports.catalog.deal(offerId, publisherId);
  const found = call.attribution
    ? call.attribution
    : (
        await attributeCall(ports, number, call.startedAtMs, () =>
          contactsOf(ports, call.caller.personHash, call.startedAtMs),
        )
      ).attribution;
  const outcome = dropAbsent({
    outcomeId: outcomeIdOf(call.carrier, call.callId),
    model: 'call' as const,
    advertiserId: offer.advertiserId,
    terms: call.terms ?? { offerId, offerVersion: offer.version, publisherId, dealVersion: deal?.version ?? 0 },
    openedAtMs: call.startedAtMs,
    attribution: found,
    contactMasked: call.caller.masked,
  });
  return ports.calls.open(outcome, {
    carrier: call.carrier,
    callId: call.callId,
    number: call.number,
    caller: call.caller,
    route: call.route ?? withoutTarget(undefined, 'none'),
    progress: NO_PROGRESS,
  });
}

/** One write at most, and only when the visit would lose the number while its caller is on the line. */
async function holdNumber(ports: OpeningPorts, call: AnsweredCall, { outcome }: StoredCall): Promise<void> {
  const { visit, confidence } = outcome.attribution;
  const untilMs = call.startedAtMs + HOLD_MS;
  if (confidence !== 'exact' || !visit || call.leaseUntilMs === undefined || call.leaseUntilMs >= untilMs) return;
  const number = await ports.numbers.number(call.number);
  if (number?.kind === 'pool') await ports.extend(number.poolId, call.number, visit.visitId, untilMs);
}
