import { z } from 'zod';
import { fromIso, isZone } from '../../kernel/time.ts';
import { MAX_UID_LETTERS, REFERENCE_LETTERS } from './reference.ts';
import { answersOf, phoneOf, type Told } from './told.ts';

/**
 * Calendly's webhooks (v2), read as far as we need them. An invitee is a booking: a reschedule cancels one and makes another,
 * told by two webhooks that come in either order.
 *
 * Source: https://developer.calendly.com/docs/api-guides/see-how-webhook-payloads-change-when-invitees-reschedule-events
 */
const uri = z.string().min(1).max(MAX_UID_LETTERS);
const instant = z.iso.datetime({ offset: true }).transform(fromIso);
const envelope = z.object({ event: z.string(), created_at: instant, payload: z.unknown() });

const invitee = z.object({
  uri,
  email: z.string().max(320),
  timezone: z.string().max(60).nullish(),
  text_reminder_number: z.string().max(40).nullish(),
  old_invitee: uri.nullish(),
  questions_and_answers: z.array(z.object({ question: z.string(), answer: z.string() })).nullish(),
  tracking: z.object({ utm_content: z.string().nullish() }).nullish(),
  scheduled_event: z.object({
    name: z.string().max(1_000),
    start_time: instant,
    end_time: instant,
    location: z.object({ join_url: z.string().max(300).nullish() }).nullish(),
  }),
});

const cancelled = z.object({
  uri,
  rescheduled: z.boolean(),
  new_invitee: uri.nullish(),
  cancellation: z.object({ created_at: instant.optional() }).nullish(),
});

/** The mark names its invitee, or is part of it. */
const noShow = z.object({
  uri,
  invitee: uri.optional(),
  created_at: instant.optional(),
  no_show: z.object({ created_at: instant }).nullish(),
});

/** Undefined for what tells us nothing. */
export function readCalendly(body: unknown): Told | undefined {
  const { event, created_at: createdMs, payload } = envelope.parse(body);
  switch (event) {
    case 'invitee.created':
      return readInvitee(invitee.parse(payload), createdMs);
    case 'invitee.canceled':
      return readCancelled(cancelled.parse(payload), createdMs);
    case 'invitee_no_show.created':
      return readMark(noShow.parse(payload), createdMs, 'no-show');
    case 'invitee_no_show.deleted':
      return readMark(noShow.parse(payload), createdMs, 'unsaid');
    default:
      return undefined;
  }
}

function readInvitee(read: z.output<typeof invitee>, toldMs: number): Told {
  const { scheduled_event: meeting, timezone: zone } = read;
  return {
    uid: read.uri,
    event: {
      kind: 'booked',
      times: { startMs: meeting.start_time, endMs: meeting.end_time, toldMs },
      previousId: read.old_invitee ?? undefined,
    },
    about: {
      title: meeting.name.slice(0, 120),
      person: { email: read.email, phone: phoneOf(read.text_reminder_number) },
      zone: zone && isZone(zone) ? zone : undefined,
      answers: answersOf((read.questions_and_answers ?? []).map(({ question, answer }) => [question, answer])),
      joinUrl: meeting.location?.join_url ?? undefined,
      reference: read.tracking?.utm_content?.slice(0, REFERENCE_LETTERS),
    },
  };
}

const readCancelled = (read: z.output<typeof cancelled>, createdMs: number): Told => ({
  uid: read.uri,
  event: {
    kind: 'cancelled',
    atMs: read.cancellation?.created_at ?? createdMs,
    moved: read.rescheduled,
    nextId: read.new_invitee ?? undefined,
  },
});

function readMark(read: z.output<typeof noShow>, createdMs: number, said: 'no-show' | 'unsaid'): Told {
  const markedMs = said === 'no-show' ? (read.no_show?.created_at ?? createdMs) : createdMs;
  const event = { kind: 'attended' as const, side: 'advertiser' as const, said, atMs: markedMs, attemptsMs: [] };
  return { uid: read.invitee ?? read.uri, event };
}
