import type { Plan } from './model.ts';

/** What was said of a plan, with the count of it. */
export interface KeptPlan {
  /** Absent where it was taken away: that counts on, so that the next one is not taken for the first. */
  readonly plan?: Plan | undefined;
  readonly version: number;
}

/** A plan as it stands. */
export interface StandingPlan extends KeptPlan {
  readonly plan: Plan;
}

export interface PlanStore {
  /** Strongly consistent; undefined where there never was one. */
  get(offerId: string): Promise<KeptPlan | undefined>;
  /** Puts it in the place of a version of it, 0 for none; `stale` when another one is there by now. */
  set(offerId: string, next: KeptPlan, seenVersion: number): Promise<'put' | 'stale'>;
}

/** Plans as calls read them: up to 30 s late. */
export interface PlanReader {
  plan(offerId: string): Promise<Plan | undefined>;
}
