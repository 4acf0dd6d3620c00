import ICAL from 'ical.js';
import { Problem } from '../kernel/problem.ts';
import type { EpochMs } from '../kernel/time.ts';

/** A meeting as a calendar of any kind takes it (RFC 5545, RFC 5546). */
export interface Invitation {
  readonly outcomeId: string;
  readonly title: string;
  readonly startMs: EpochMs;
  readonly endMs: EpochMs;
  /** When this version of it was made. */
  readonly stampMs: EpochMs;
  /** Rises with each version: how often it was moved, and once more when it is called off. */
  readonly sequence: number;
  readonly isCancelled: boolean;
  readonly organizer: string;
  readonly attendee: { readonly name: string; readonly email: string };
  readonly joinUrl?: string | undefined;
  readonly manageUrl?: string | undefined;
}

const PRODUCT = '-//Callbourse//Appointments//EN';
const UID_SUFFIX = '@callbourse';

/** RFC 5545 allows 75 octets a line; the library does not count the space that a folded line begins with. */
ICAL.foldLength = 74;

const utc = (atMs: EpochMs): ICAL.Time => ICAL.Time.fromJSDate(new Date(atMs), true);

function person(name: 'attendee' | 'organizer', email: string, parameters: Readonly<Record<string, string>>) {
  const property = new ICAL.Property(name);
  property.setValue(`mailto:${email}`);
  for (const [key, value] of Object.entries(parameters)) property.setParameter(key, value);
  return property;
}

/**
 * The invitation as text: the same UID for every version of one appointment, so that Google's and Outlook's calendars move
 * the meeting they have, or take it out. Times are in UTC, which each of them shows in its own zone.
 */
export function writeInvitation(invitation: Invitation): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.updatePropertyWithValue('prodid', PRODUCT);
  calendar.updatePropertyWithValue('version', '2.0');
  calendar.updatePropertyWithValue('method', invitation.isCancelled ? 'CANCEL' : 'REQUEST');
  const event = new ICAL.Component('vevent');
  event.updatePropertyWithValue('uid', `${invitation.outcomeId}${UID_SUFFIX}`);
  event.updatePropertyWithValue('sequence', invitation.sequence);
  event.updatePropertyWithValue('dtstamp', utc(invitation.stampMs));
  event.updatePropertyWithValue('dtstart', utc(invitation.startMs));
  event.updatePropertyWithValue('dtend', utc(invitation.endMs));
  event.updatePropertyWithValue('summary', invitation.title);
  event.updatePropertyWithValue('status', invitation.isCancelled ? 'CANCELLED' : 'CONFIRMED');
  if (invitation.joinUrl) event.updatePropertyWithValue('location', invitation.joinUrl);
  if (invitation.manageUrl) {
    event.updatePropertyWithValue('description', `Confirm, move or call off: ${invitation.manageUrl}`);
  }
  event.addProperty(person('organizer', invitation.organizer, { cn: invitation.title }));
  const { name, email } = invitation.attendee;
  event.addProperty(
    person('attendee', email, { cn: name, role: 'REQ-PARTICIPANT', partstat: 'NEEDS-ACTION', rsvp: 'TRUE' }),
  );
  calendar.addSubcomponent(event);
  return `${calendar.toString()}\r\n`;
}

/** What an attendee's calendar answered. */
export interface Reply {
  readonly outcomeId: string;
  readonly said: 'accepted' | 'declined' | 'other';
  readonly sequence: number;
}

/**
 * Reads the reply that Google's, Outlook's and other calendars send to the organizer.
 *
 * @throws Problem `invalid` for a text that is no reply to an invitation of ours
 */
export function readReply(text: string): Reply {
  const calendar = parse(text);
  if (calendar.getFirstPropertyValue('method') !== 'REPLY') throw refused('its METHOD is not REPLY');
  const event = calendar.getFirstSubcomponent('vevent');
  const uid = String(event?.getFirstPropertyValue('uid') ?? '');
  if (!event || !uid.endsWith(UID_SUFFIX)) throw refused('its UID is not of an invitation of ours');
  const partstat = String(event.getFirstProperty('attendee')?.getParameter('partstat') ?? '').toUpperCase();
  return {
    outcomeId: uid.slice(0, -UID_SUFFIX.length),
    said: partstat === 'ACCEPTED' ? 'accepted' : partstat === 'DECLINED' ? 'declined' : 'other',
    sequence: Number(event.getFirstPropertyValue('sequence') ?? 0),
  };
}

const refused = (why: string): Problem =>
  new Problem('invalid', `the body is no reply to an invitation: ${why}`, [{ field: 'body', message: why }]);

function parse(text: string): ICAL.Component {
  try {
    return new ICAL.Component(ICAL.parse(text));
  } catch {
    throw refused('it is no iCalendar text');
  }
}
