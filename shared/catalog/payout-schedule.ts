/** How often a publisher is paid. `demand`: only when somebody asks for a run. */
export const PAYOUT_SCHEDULES = ['weekly', 'two-weekly', 'twice-monthly', 'monthly', 'demand'] as const;
export type PayoutSchedule = (typeof PAYOUT_SCHEDULES)[number];

/** Of a publisher that names none. */
export const DEFAULT_SCHEDULE: PayoutSchedule = 'weekly';
