import type { AtVersion } from '../../../platform/change-from.ts';
import type { Plan } from './model.ts';

export interface PlanStore {
  /** Strongly consistent. */
  get(offerId: string): Promise<AtVersion<Plan> | undefined>;
  /** Where it is as it was seen, 0 where there was none. */
  set(offerId: string, plan: Plan, seenVersion: number): Promise<AtVersion<Plan> | 'stale'>;
  /**
   * False where there was none.
   *
   * @throws Problem `stale` when it is not at the version that was seen, where one is named
   */
  remove(offerId: string, seenVersion?: number): Promise<boolean>;
}

/** Plans as calls read them: up to 30 s late. */
export interface PlanReader {
  plan(offerId: string): Promise<Plan | undefined>;
}
