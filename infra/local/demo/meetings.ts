import { type CallbourseClient, dataOf, type Schema } from '../../../web/client/client.ts';
import { api, inParallel } from './http.ts';
import type { PlannedMeeting } from './meeting-plan.ts';
import type { DemoStage } from './models/model.ts';
import type { DemoPublisher } from './network.ts';

/** Setters side by side. */
const WIDTH = 8;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const SLOT_MS = 30 * MINUTE_MS;
/** Half a day of slots, and the day by which some are moved. */
const MEETINGS_LAST_MS = DAY_MS + 13 * HOUR_MS;
/** Both sides may say who came for 48 hours. */
const WINDOW_MS = 49 * HOUR_MS;

export const MEETING_OFFER: Schema<'NewOffer'> = {
  model: 'appointment',
  name: 'Solar consultation',
  currency: 'USD',
  chargeMinor: 20_000,
  payoutMinor: 15_000,
  holdDays: 3,
  criteria: {
    kind: 'all',
    of: [
      { kind: 'answer', name: 'attendance', in: ['held'] },
      { kind: 'answer', name: 'budget', min: 10_000 },
    ],
  },
};

/** Every half hour of every day, for many at once: the demo is about what becomes of meetings. */
export async function openHours(advertiser: CallbourseClient, offerId: string): Promise<void> {
  const body = {
    hours: { zone: 'Etc/UTC', windows: [{ days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1_440 }] },
    slotMinutes: 30,
    bufferMinutes: 0,
    capacity: 50,
    noticeMinutes: 60,
    horizonDays: 30,
    closedDays: [],
  };
  await dataOf(advertiser.PUT('/v1/offers/{offerId}/availability', { params: { path: { offerId } }, body }));
}

/** Meetings from their booking to what was said of them; every wave moves them on. */
export class DemoMeetings {
  readonly #planned: readonly PlannedMeeting[];
  /** The appointment of each planned meeting. */
  readonly ids = new Map<number, string>();
  #firstSlotMs = 0;

  constructor(planned: readonly PlannedMeeting[]) {
    this.#planned = planned;
  }

  #startMs(meeting: PlannedMeeting): number {
    return this.#firstSlotMs + meeting.slot * SLOT_MS;
  }

  /** Books all of them, some twice under one key; `phoneOf` tells who is met. */
  async book(stage: DemoStage, offerId: string, phoneOf: (meeting: PlannedMeeting) => string): Promise<void> {
    this.#firstSlotMs = Math.floor((Date.now() + stage.clockOffsetMs) / DAY_MS) * DAY_MS + 2 * DAY_MS;
    await inParallel(this.#planned, WIDTH, async (meeting) => {
      const { index, budget } = meeting;
      const attendee = { name: `Person ${index}`, email: `person${index}@example.com`, phone: phoneOf(meeting) };
      const body: Schema<'NewAppointment'> = {
        offerId,
        startsAt: new Date(this.#startMs(meeting)).toISOString(),
        zone: 'America/Chicago',
        attendee,
        answers: { budget, authority: true },
        source: 'demo setter',
        evidence: { budget: 'said so on the phone' },
      };
      const params = { header: { 'Idempotency-Key': `meeting-${index}` } };
      const { api: setter } = publisherOf(stage, meeting);
      const booked = await dataOf(setter.POST('/v1/appointments', { params, body }));
      this.ids.set(index, booked.appointmentId);
      if (!meeting.isSentAgain) return;
      const again = await dataOf(setter.POST('/v1/appointments', { params, body }));
      if (again.appointmentId !== booked.appointmentId) throw new Error(`meeting ${index} was booked twice`);
    });
  }

  /** Some are called off, some moved by a day. */
  async change(stage: DemoStage): Promise<void> {
    await inParallel(this.#planned, WIDTH, async (meeting) => {
      if (meeting.course !== 'cancelled' && meeting.course !== 'moved') return;
      const startsAt = new Date(this.#startMs(meeting) + DAY_MS).toISOString();
      const body =
        meeting.course === 'cancelled' ? { action: 'cancel' as const } : { action: 'reschedule' as const, startsAt };
      const { api: setter } = publisherOf(stage, meeting);
      await dataOf(setter.POST('/v1/appointments/{appointmentId}/changes', { params: this.#path(meeting), body }));
    });
  }

  /** All are over; whoever has something to say of one says it. */
  async attend(stage: DemoStage): Promise<void> {
    const untilMs = this.#firstSlotMs + MEETINGS_LAST_MS;
    await api(stage.url).send('POST', '/__local/clock', { toMs: untilMs });
    const { advertiser } = stage.network;
    await inParallel(this.#planned, WIDTH, async (meeting) => {
      const params = this.#path(meeting);
      const startMs = this.#startMs(meeting);
      const attempts = [5, 10].map((minutes) => new Date(startMs + minutes * MINUTE_MS).toISOString());
      const say = (who: CallbourseClient, body: Schema<'AttendanceReport'>) =>
        dataOf(who.POST('/v1/appointments/{appointmentId}/attendance', { params, body }));
      const { api: setter } = publisherOf(stage, meeting);
      if (meeting.course === 'said-held') await say(advertiser, { said: 'held', attempts: [] });
      if (meeting.course === 'disputed') await say(setter, { said: 'held', attempts: [] });
      if (meeting.course === 'disputed' || meeting.course === 'no-show') {
        await say(advertiser, { said: 'no-show', attempts });
      }
    });
  }

  /** Nobody says anything any more: silence settles the rest. */
  async silence(stage: DemoStage): Promise<void> {
    const untilMs = this.#firstSlotMs + MEETINGS_LAST_MS + WINDOW_MS;
    await api(stage.url).send('POST', '/__local/clock', { toMs: untilMs });
  }

  #path(meeting: PlannedMeeting) {
    return { path: { appointmentId: this.ids.get(meeting.index) ?? '' } };
  }
}

function publisherOf({ network }: DemoStage, { publisher }: PlannedMeeting): DemoPublisher {
  const found = network.publishers[publisher];
  if (!found) throw new Error(`no publisher ${publisher}`);
  return found;
}
