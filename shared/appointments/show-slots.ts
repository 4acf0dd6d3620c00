import type { CatalogReader } from '../catalog/ports.ts';
import { notFound } from '../kernel/problem.ts';
import { addDays, type Clock, type Day, dayOf } from '../kernel/time.ts';
import { roomFor } from './diary.ts';
import { localText } from './local-time.ts';
import type { AvailabilityStore, DiaryReader } from './ports.ts';
import { bookableSlots } from './slots.ts';

export interface SlotPorts {
  readonly catalog: Pick<CatalogReader, 'currentOffer'>;
  readonly availability: Pick<AvailabilityStore, 'get'>;
  readonly diary: DiaryReader;
  readonly clock: Clock;
}

export interface SlotRequest {
  readonly offerId: string;
  /** The first day, of the hours' zone; today when absent. */
  readonly from?: Day | undefined;
  readonly days: number;
  /** For an advertiser: its own offers have slots, others' are not its to see. */
  readonly advertiserId?: string | undefined;
  /** In which the slots are told besides; the hours' own when absent. */
  readonly zone?: string | undefined;
}

/** The slots that can be booked now, in the clock of whoever asks. */
export async function showSlots({ catalog, availability, diary, clock }: SlotPorts, request: SlotRequest) {
  const nowMs = clock.nowMs();
  const [offer, hours] = await Promise.all([catalog.currentOffer(request.offerId), availability.get(request.offerId)]);
  const isForeign = request.advertiserId !== undefined && request.advertiserId !== offer?.advertiserId;
  if (offer?.state !== 'active' || !hours || isForeign) throw notFound('an offer that takes meetings now');
  const { zone } = hours.hours;
  const from = request.from ?? dayOf(nowMs, zone);
  const taken = await diary.days(request.offerId, from, addDays(from, request.days - 1));
  const free = bookableSlots(hours, from, request.days, nowMs).map((slot) => ({
    slot,
    room: roomFor(taken.get(dayOf(slot.startMs, zone)) ?? {}, slot, hours),
  }));
  const shownZone = request.zone ?? zone;
  return {
    offerId: request.offerId,
    zone: shownZone,
    slotMinutes: hours.slotMinutes,
    items: free
      .filter(({ room }) => room > 0)
      .map(({ slot, room }) => ({
        startsAt: localText(slot.startMs, shownZone),
        endsAt: localText(slot.endMs, shownZone),
        room,
      })),
  };
}
