import type { Day, EpochMs } from '../kernel/time.ts';

/** `owed` until another outcome of the same publisher and offer is `delivered` in its place, or the time for that has `lapsed`. */
export const REPLACEMENT_STATES = ['owed', 'delivered', 'lapsed'] as const;

/** An outcome that its advertiser refused, where the offer gives another one instead of the money. */
export interface Replacement {
  /** What was refused: it stays charged and paid. */
  readonly outcomeId: string;
  readonly offerId: string;
  readonly publisherId: string;
  readonly advertiserId: string;
  /** As the advertiser said it; gone with a person who was erased. */
  readonly reason: string;
  readonly askedAtMs: EpochMs;
  /** The last day on which one may qualify in its place. */
  readonly untilDay: Day;
  /** What is credited when none does: itself, or where it was a replacement, what was paid in the first place. */
  readonly creditId: string;
  /** 1 for what was paid for, one more for each that came in its place and was refused too. */
  readonly round: number;
  readonly state: (typeof REPLACEMENT_STATES)[number];
  /** Which one came in its place, at no charge. */
  readonly byOutcomeId?: string | undefined;
}

/** Whose replacements are owed: one publisher's, under one offer. */
export interface Owing {
  readonly offerId: string;
  readonly publisherId: string;
}

/** More are a quarrel about an offer, not about an outcome: one charge must not buy an endless row of them. */
export const MAX_ROUNDS = 2;

export interface ClaimRules {
  /** What had to come before this day comes too late. */
  readonly today: Day;
  /** Whether something is still charged for the outcome that a replacement was paid by; where not, nothing is owed any more. */
  readonly isPaid: (outcomeId: string) => Promise<boolean>;
}

export interface ReplacementStore {
  /** Once for an outcome; false when it was asked for before, or is disputed. */
  ask(wanted: Omit<Replacement, 'state' | 'byOutcomeId'>): Promise<boolean>;
  /** Strongly consistent. */
  get(outcomeId: string): Promise<Replacement | undefined>;
  /**
   * Makes an outcome that qualifies the one that replaces the oldest of those owed, once: asked again it gives the same. Gives
   * what it replaces, undefined where nothing is owed.
   *
   * @throws Problem `unavailable` when many ask at once
   */
  claim(owing: Owing, byOutcomeId: string, rules: ClaimRules): Promise<string | undefined>;
  /** The outcome did not qualify after all: what it was to replace is owed again. */
  release(byOutcomeId: string): Promise<void>;
  /** Owed, with its time over before this day; oldest first. */
  due(beforeDay: Day, limit: number): Promise<readonly Replacement[]>;
  /** Ends the wait, unless one came; true when it has lapsed, now or before. */
  lapse(outcomeId: string): Promise<boolean>;
  /** What lapsed was credited: nobody has to look at it again. */
  finish(replacement: Replacement): Promise<void>;
}
