import type { CallFacts, Candidate, Competition, TargetState, Why } from '../model.ts';
import type { Moment } from '../moment.ts';

/** What a rule sees of the world besides the candidate. */
export interface Setting {
  readonly call: CallFacts;
  readonly competition: Competition;
  readonly moment: Moment;
}

/** A rule says why a candidate can't take the call, or nothing. */
export type Rule = (candidate: Candidate, setting: Setting, state: TargetState) => Why | undefined;
