import { DEFAULT_ATTENDANCE } from '../catalog/attendance-rules.ts';
import { termsRefOf } from '../catalog/model.ts';
import { invariant } from '../kernel/result.ts';
import type { PersonHistory } from '../outcomes/ports.ts';
import { mayBring, type Owner, type OwnerPorts, ownerOf } from './booking-owner.ts';
import { type JoinPorts, joinChains, joinNeighbours, wholeOf } from './join-chains.ts';
import { mergeEvent } from './merge-booking.ts';
import type { ToldMessage } from './messages.ts';
import { type BookingEvent, MAX_BOOKINGS } from './model.ts';
import { outcomeIdOf } from './outcome-id.ts';
import type { Strays } from './ports.ts';
import { settleEvent } from './settle-appointment.ts';
import { standingOf } from './standing.ts';
import { nextWakeMs } from './wakes.ts';

export interface TakePorts extends JoinPorts, OwnerPorts {
  readonly strays: Strays;
  readonly people: Pick<PersonHistory, 'note'>;
  readonly queue: { send(message: ToldMessage, options: { readonly delaySeconds: number }): Promise<void> };
  /** A booking that is nobody's of ours. */
  readonly countUnknown: () => void;
}

/** How long a reschedule waits for the booking it names: calendars try for hours, but not many fail for one. */
export const WAIT_SECONDS: readonly number[] = [60, 300, 900, 900, 900];

type Told<K extends BookingEvent['kind']> = ToldMessage & { readonly event: Extract<BookingEvent, { kind: K }> };
const isBooked = (message: ToldMessage): message is Told<'booked'> => message.event.kind === 'booked';

/**
 * Takes what a calendar told of a booking. In any order and number it comes to the same: what comes before its booking is
 * kept for it, and a reschedule waits for the booking it names, since it is the same outcome.
 */
export async function takeBooking(ports: TakePorts, message: ToldMessage): Promise<void> {
  const { bookingId, event } = message;
  const outcomeId = await ports.appointments.outcomeOf(bookingId);
  if (outcomeId !== undefined) {
    await settle(ports, outcomeId, bookingId, event);
    return adopt(ports, outcomeId, bookingId);
  }
  if (isBooked(message)) return takeNewBooking(ports, message);
  await ports.strays.keep(bookingId, event);
  // Its booking may have come in between, and have seen nothing of this yet.
  const now = await ports.appointments.outcomeOf(bookingId);
  if (now !== undefined) await settle(ports, now, bookingId, event);
}

async function takeNewBooking(ports: TakePorts, message: Told<'booked'>): Promise<void> {
  const { bookingId, event } = message;
  const { previousId } = event;
  if (previousId === undefined) return open(ports, message, outcomeIdOf(bookingId), [bookingId]);
  const previous = await ports.appointments.outcomeOf(previousId);
  if (previous !== undefined) return follow(ports, message, previous);
  await ports.strays.keepNext(previousId, bookingId, event);
  const now = await ports.appointments.outcomeOf(previousId);
  if (now !== undefined) return follow(ports, message, now);
  const delaySeconds = WAIT_SECONDS[message.waits];
  if (delaySeconds !== undefined) {
    return ports.queue.send({ ...message, waits: message.waits + 1 }, { delaySeconds });
  }
  // The one before was booked before this calendar was connected: if it comes after all, it finds the same outcome.
  await open(ports, message, outcomeIdOf(previousId), [bookingId, previousId]);
}

/** A booking in the place of another: the same outcome, unless that one came to nothing and is judged. */
async function follow(ports: TakePorts, message: Told<'booked'>, outcomeId: string): Promise<void> {
  const previous = await wholeOf(ports, outcomeId);
  const { bookingId, event } = message;
  if (previous.outcome.state !== 'rejected') {
    const wholeId = previous.outcome.outcomeId;
    await settleEvent(ports, wholeId, bookingId, event);
    return adopt(ports, wholeId, bookingId);
  }
  const { terms, attribution } = previous.outcome;
  const [offer, publisher] = await Promise.all([
    ports.catalog.currentOffer(terms.offerId),
    ports.catalog.publisher(terms.publisherId),
  ]);
  if (!offer || !publisher || !(await mayBring(ports, publisher, offer))) return ports.countUnknown();
  await openUnder(ports, message, outcomeIdOf(bookingId), [bookingId], { offer, terms, attribution });
}

async function open(
  ports: TakePorts,
  message: Told<'booked'>,
  outcomeId: string,
  bookingIds: readonly string[],
): Promise<void> {
  const owner = await ownerOf(ports, message);
  if (owner) return openUnder(ports, message, outcomeId, bookingIds, owner);
  ports.countUnknown();
  ports.note('booking of nobody', { calendarId: message.calendarId, bookingId: message.bookingId });
}

async function openUnder(
  ports: TakePorts,
  { bookingId, calendar, event, about }: Told<'booked'>,
  outcomeId: string,
  bookingIds: readonly string[],
  { offer, terms: { publisherId }, attribution }: Owner,
): Promise<void> {
  const openedAtMs = event.times.toldMs;
  const bookings = mergeEvent({}, bookingId, event);
  const standing = standingOf(bookings, offer.attendance ?? DEFAULT_ATTENDANCE, ports.clock.nowMs());
  invariant(standing, 'a booking with times stands somewhere');
  const terms = termsRefOf(offer, publisherId, await ports.catalog.deal(offer.offerId, publisherId));
  const { advertiserId, offerId } = offer;
  const contactMasked = about?.masked;
  await ports.appointments.open({
    outcome: {
      outcomeId,
      model: 'appointment',
      advertiserId,
      terms,
      openedAtMs,
      attribution,
      ...(contactMasked === undefined ? {} : { contactMasked }),
    },
    record: { calendar, bookings, personHash: about?.personHash },
    bookingIds,
    meeting: {
      title: about?.title ?? offer.name,
      answers: about?.answers ?? {},
      evidence: {},
      zone: about?.zone,
      joinUrl: about?.joinUrl,
    },
    wakeMs: nextWakeMs(standing, ports.clock.nowMs()),
  });
  const contact = { outcomeId, startedAtMs: openedAtMs, offerId, advertiserId };
  const known = [about?.personHash, about?.emailHash].filter((hash) => hash !== undefined);
  await Promise.all(known.map((hash) => ports.people.note(hash, contact)));
  await adopt(ports, outcomeId, bookingId);
}

/** Merges what is told of a booking, and joins the appointments that it shows to be one. */
async function settle(ports: TakePorts, outcomeId: string, bookingId: string, event: BookingEvent): Promise<void> {
  await settleEvent(ports, outcomeId, bookingId, event);
  await joinNeighbours(ports, outcomeId, bookingId, event);
}

/** Takes in what was told of a booking before it was known whose it is, and the chain behind it. */
async function adopt(ports: TakePorts, outcomeId: string, firstId: string): Promise<void> {
  const waiting = [firstId];
  for (let links = 0; links < MAX_BOOKINGS; links += 1) {
    const bookingId = waiting.shift();
    if (bookingId === undefined) return;
    const { told, next } = await ports.strays.of(bookingId);
    for (const event of told) await settle(ports, outcomeId, bookingId, event);
    for (const each of next) {
      const known = await ports.appointments.outcomeOf(each.bookingId);
      if (known !== undefined) await joinChains(ports, outcomeId, known);
      else {
        await settleEvent(ports, outcomeId, each.bookingId, each.event);
        waiting.push(each.bookingId);
      }
    }
  }
}
