import type { Delivery, DeliveryTarget } from './model.ts';

export interface DeliveryTargets {
  /** Strongly consistent. */
  get(offerId: string): Promise<DeliveryTarget | undefined>;
  /**
   * Puts it in the place of a version of it, 0 for none; `stale` when another one is there by now. The first one comes with the
   * secret, which the later ones keep.
   */
  set(target: DeliveryTarget, seenVersion: number, secret?: string): Promise<'put' | 'stale'>;
  /** What their endpoint and we know. */
  secretOf(offerId: string): Promise<string>;
}

export interface Deliveries {
  /** Strongly consistent. */
  get(leadId: string): Promise<Delivery | undefined>;
  /** Writes `next` in the place of what was seen; false when another write came in between. */
  save(seen: Delivery, next: Omit<Delivery, 'rev'>): Promise<boolean>;
}

/** Where a lead is given back: the desk of disputes, which knows windows, rules and money. */
export interface ReturnDesk {
  /**
   * @throws Problem `conflict` where the window is over or it was given back before
   */
  open(
    advertiserId: string,
    request: { readonly outcomeId: string; readonly reason: string; readonly note: string },
  ): Promise<string>;
}
