import { DEFAULT_ATTENDANCE } from '../catalog/attendance-rules.ts';
import { refuseUnjoined } from '../catalog/joining.ts';
import { type OfferVersion, termsRefOf } from '../catalog/model.ts';
import type { CatalogReader } from '../catalog/ports.ts';
import { refuseIdle } from '../catalog/publisher-state.ts';
import { invalidField, notFound, Problem } from '../kernel/problem.ts';
import { invariant } from '../kernel/result.ts';
import type { Clock, EpochMs } from '../kernel/time.ts';
import type { OpenOutcome } from '../outcomes/model.ts';
import type { PersonHistory } from '../outcomes/ports.ts';
import type { Attribution } from '../tracking/model.ts';
import { maskAttendee, namesOf } from './attendee.ts';
import type { Availability } from './availability.ts';
import { readStart } from './local-time.ts';
import { mergeEvent } from './merge-booking.ts';
import type { Notices } from './notices.ts';
import { outcomeIdOf } from './outcome-id.ts';
import type { AppointmentStore, Attendee, AvailabilityStore, Meeting, StoredAppointment } from './ports.ts';
import { bookableFrom, bookableUntil, type Slot, slotAt } from './slots.ts';
import { standingOf } from './standing.ts';
import { nextWakeMs } from './wakes.ts';

export interface BookPorts {
  readonly catalog: Pick<CatalogReader, 'currentOffer' | 'deal' | 'publisher' | 'setter'>;
  readonly availability: Pick<AvailabilityStore, 'get'>;
  readonly appointments: Pick<AppointmentStore, 'open' | 'find'>;
  readonly people: Pick<PersonHistory, 'note'>;
  readonly hashPerson: (value: string) => Promise<string>;
  readonly notices: Notices;
  readonly clock: Clock;
}

export interface BookRequest {
  readonly offerId: string;
  readonly publisherId: string;
  readonly attribution: Attribution;
  /** An instant with its offset, or the clock on the wall in `zone`. */
  readonly startsAt: string;
  /** The attendee's. */
  readonly zone: string;
  readonly attendee: Attendee;
  readonly answers: Meeting['answers'];
  readonly evidence: Meeting['evidence'];
}

export interface Booked {
  readonly outcomeId: string;
  readonly slot: Slot;
  readonly joinUrl?: string | undefined;
}

/**
 * Books a slot of an offer for an attendee, and opens the outcome under the terms of this moment. The same booking id books
 * once, however often it is asked for.
 *
 * @throws Problem `invalid` naming the field for a time that is no slot, `conflict` where the slot is taken, `forbidden` for
 *   a publisher that is not approved or paused, `not-found` for an offer that takes no meetings
 */
export async function bookMeeting(ports: BookPorts, bookingId: string, request: BookRequest): Promise<Booked> {
  const outcomeId = outcomeIdOf(bookingId);
  const nowMs = ports.clock.nowMs();
  const { offer, hours } = await offerWithHours(ports, request.offerId);
  const there = await ports.appointments.find(outcomeId);
  const [personHash, ...otherHashes] = await Promise.all(namesOf(request.attendee).map(ports.hashPerson));
  if (there) return announce(ports, there, otherHashes, hours.joinUrl);
  await refuseIdle(ports.catalog, request.publisherId);
  const slot = slotFor(hours, request.startsAt, request.zone, nowMs);
  const deal = await ports.catalog.deal(offer.offerId, request.publisherId);
  refuseUnjoined(offer, deal);
  const times = { ...slot, toldMs: nowMs };
  const bookings = mergeEvent({}, bookingId, { kind: 'booked', times });
  const standing = standingOf(bookings, offer.attendance ?? DEFAULT_ATTENDANCE, nowMs);
  invariant(standing, 'a booking with times stands somewhere');
  const outcome: OpenOutcome = {
    outcomeId,
    model: 'appointment',
    advertiserId: offer.advertiserId,
    terms: termsRefOf(offer, request.publisherId, deal),
    openedAtMs: nowMs,
    attribution: request.attribution,
    contactMasked: maskAttendee(request.attendee),
  };
  const { answers, evidence, zone, attendee } = request;
  const opened = await ports.appointments.open({
    outcome,
    record: { calendar: 'callbourse', bookings, personHash },
    bookingIds: [bookingId],
    meeting: { title: offer.name, answers, evidence, zone, joinUrl: hours.joinUrl, attendee },
    diary: { offerId: offer.offerId, outcomeId, claim: { slot, availability: hours } },
    wakeMs: nextWakeMs(standing, nowMs),
  });
  if (opened === 'full') throw new Problem('conflict', 'this slot is taken; ask for the slots again');
  const stored = await ports.appointments.find(outcomeId);
  invariant(stored, `appointment ${outcomeId} was opened a moment ago`);
  return announce(ports, stored, otherHashes, hours.joinUrl);
}

/** Tells of the booking what hangs on it; a repeat of the request tells the same again. */
async function announce(
  ports: Pick<BookPorts, 'people' | 'notices'>,
  { outcome, record }: StoredAppointment,
  otherHashes: readonly string[],
  joinUrl: string | undefined,
): Promise<Booked> {
  const { outcomeId, openedAtMs, advertiserId, terms } = outcome;
  const contact = { outcomeId, startedAtMs: openedAtMs, offerId: terms.offerId, advertiserId };
  const known = [record.personHash, ...otherHashes].filter((hash) => hash !== undefined);
  await Promise.all(known.map((hash) => ports.people.note(hash, contact)));
  await ports.notices.add({ outcomeId, kind: 'booked', atMs: openedAtMs, sequence: 0 });
  const standing = standingOf(record.bookings, DEFAULT_ATTENDANCE, openedAtMs);
  invariant(standing, 'a booking with times stands somewhere');
  const { startMs, endMs } = standing.times;
  return { outcomeId, slot: { startMs, endMs }, joinUrl };
}

async function offerWithHours({ catalog, availability }: Pick<BookPorts, 'catalog' | 'availability'>, offerId: string) {
  const [offer, hours] = await Promise.all([catalog.currentOffer(offerId), availability.get(offerId)]);
  if (!isBookable(offer) || !hours) throw notFound('an offer that takes meetings now');
  return { offer, hours };
}

const isBookable = (offer: OfferVersion | undefined): offer is OfferVersion =>
  offer?.state === 'active' && offer.model === 'appointment';

/**
 * The slot that begins when somebody asks.
 *
 * @throws Problem `invalid` naming `body.startsAt` for one in the past, too soon, too late, or none at all
 */
export function slotFor(hours: Availability, startsAt: string, zone: string, nowMs: EpochMs): Slot {
  const startMs = readStart(startsAt, zone);
  const refuse = (why: string): Problem => invalidField('body.startsAt', why);
  if (startMs <= nowMs) throw refuse('is in the past');
  if (startMs < bookableFrom(hours, nowMs)) throw refuse(`is sooner than ${hours.noticeMinutes} minutes from now`);
  if (startMs > bookableUntil(hours, nowMs)) throw refuse(`is later than ${hours.horizonDays} days from now`);
  const slot = slotAt(hours, startMs);
  if (!slot) throw refuse('is no slot of this offer');
  return slot;
}
