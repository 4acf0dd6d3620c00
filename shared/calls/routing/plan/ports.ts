import type { Plan } from './model.ts';

/** A plan and the offer whose numbers lead to it. */
export interface OfferPlan {
  readonly offerId: string;
  readonly plan: Plan;
}

export interface PlanStore {
  /** Strongly consistent. */
  get(offerId: string): Promise<Plan | undefined>;
  set(plan: OfferPlan): Promise<void>;
  /** False where there was none. */
  remove(offerId: string): Promise<boolean>;
}

/** Plans as calls read them: up to 30 s late. */
export interface PlanReader {
  plan(offerId: string): Promise<Plan | undefined>;
}
