import { DAY_MS, type EpochMs, SECOND_MS } from '../kernel/time.ts';
import { EXPIRES } from './table-schema.ts';

/** What every item that says who a person is carries, counted from when the person came: DynamoDB sweeps it some time after. */
export type PersonLife = (cameAtMs: EpochMs) => Readonly<Partial<Record<typeof EXPIRES, number>>>;

export const personLife =
  (days: number): PersonLife =>
  (cameAtMs) => ({ [EXPIRES]: Math.ceil((cameAtMs + days * DAY_MS) / SECOND_MS) });

/** For who only reads. */
export const NO_LIFE: PersonLife = () => ({});
