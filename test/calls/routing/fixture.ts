import { choose } from '../../../shared/calls/routing/choose.ts';
import { diceOf } from '../../../shared/calls/routing/dice.ts';
import {
  type CallFacts,
  type Candidate,
  type Competition,
  type Decision,
  NOTHING_YET,
  type TargetState,
} from '../../../shared/calls/routing/model.ts';
import type { TargetRules } from '../../../shared/catalog/target-rules.ts';
import { target } from '../../catalog/fixture.ts';

/** Monday 2 March 2026, 15:00 UTC: 10:00 in New York, 07:00 in Los Angeles. */
export const MONDAY = Date.UTC(2026, 2, 2, 15, 0, 0);

export const TRACKING_NUMBER = '+18005550199';

export const call = (changes: Partial<CallFacts> = {}): CallFacts => ({
  outcomeId: 'call_1',
  atMs: MONDAY,
  number: TRACKING_NUMBER,
  publisherId: 'pub_1',
  isWithheld: false,
  attestation: 'A',
  place: { country: 'US', state: 'US-IL', areaCode: '217', postal: '62701' },
  earlier: [],
  blockedBy: [],
  ...changes,
});

/** What a test changes of a candidate: parts of its target, its rules, or what it brings. */
export interface Changes extends Omit<Partial<Candidate>, 'target' | 'rules'> {
  readonly target?: Partial<Candidate['target']>;
  readonly rules?: TargetRules;
}

export const candidate = (targetId: string, { target: part, rules, ...rest }: Changes = {}): Candidate => ({
  target: target({ targetId, ...part }),
  rules: rules ?? {},
  offerState: 'active',
  isJoined: true,
  currency: 'USD',
  chargeMinor: 4_000n,
  payoutMinor: 3_000n,
  ...rest,
});

export const state = (changes: Partial<TargetState> = {}): TargetState => ({ ...NOTHING_YET, ...changes });

export const competition = (changes: Partial<Competition> = {}): Competition => ({
  order: 'priority',
  worth: 'charge',
  weighAnswers: false,
  stickyDays: 0,
  maxTargets: 3,
  ...changes,
});

export interface Scene {
  readonly facts?: Partial<CallFacts>;
  readonly candidates: readonly Candidate[];
  readonly rules?: Partial<Competition>;
  readonly states?: Readonly<Record<string, Partial<TargetState>>>;
}

export function decide({ facts, candidates, rules, states = {} }: Scene): Decision {
  const asked = call(facts);
  const stateOf = (id: string) => (states[id] ? state(states[id]) : undefined);
  return choose(asked, candidates, competition(rules), stateOf, diceOf(asked.outcomeId));
}

export const routeOf = (decision: Decision): string[] => decision.steps.map(({ targetId }) => targetId);
