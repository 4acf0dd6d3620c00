/** One call on the afternoon of 2 March 2026, what came of it until it was paid, and what was agreed before. */
export const TIMES = {
  // The call, its verdict and how long either may be argued over.
  openedAt: '2026-03-02T15:00:00.000Z',
  startedAt: '2026-03-02T15:00:00.000Z',
  judgedAt: '2026-03-02T15:02:10.000Z',
  payableDay: '2026-03-09',
  reportedAt: '2026-03-06T10:12:00.000Z',
  answerBy: '2026-03-12T15:00:00.000Z',
  bookedAt: '2026-03-02T15:02:11.000Z',

  // What pays for it.
  fromDay: '2026-03-09',
  toDay: '2026-03-15',
  drawnAt: '2026-03-16T06:02:00.000Z',
  issuedAt: '2026-03-16T09:31:00.000Z',

  // Periods and days that are asked for.
  from: '2026-03-01',
  to: '2026-03-31',
  day: '2026-03-02',
  month: '2026-03',
  fromMonth: '2026-03',
  asOf: '2026-03-01',

  // What was there before, and what is still to come.
  createdAt: '2026-02-16T09:00:00.000Z',
  versionCreatedAt: '2026-02-16T09:00:00.000Z',
  changedAt: '2026-02-16T09:05:00.000Z',
  expiresAt: '2026-03-02T15:15:00.000Z',
  receivedAt: '2026-03-02T15:00:00.000Z',
  deliveredAt: '2026-03-02T15:00:04.000Z',
  firstTouchAt: '2026-03-02T15:04:04.000Z',

  // A meeting.
  startsAt: '2026-03-09T14:00:00.000Z',
  endsAt: '2026-03-09T14:30:00.000Z',
  until: '2026-03-11T14:30:00.000Z',

  // All others.
  date: '2026-03-02',
  'date-time': '2026-03-02T15:00:00.000Z',
} as const;
